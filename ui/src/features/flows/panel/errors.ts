import { createContext, useContext } from 'react';

/** What is wrong at a field of the step whose settings are open, in words. */
export const Errors = createContext<(field: string) => string | undefined>(() => undefined);

export const useErrorAt = () => useContext(Errors);

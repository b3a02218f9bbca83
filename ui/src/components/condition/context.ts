import { createContext, useContext } from 'react';

export interface BuilderContext {
  /** Minor units in one of the shop's currency: 100 for euro, 1 for yen. */
  unit: number;
  currency: string;
  decimal: string;
  /** The segment being edited: it cannot be asked about itself. */
  segment?: string;
  readOnly: boolean;
}

export const Context = createContext<BuilderContext>({ unit: 100, currency: 'EUR', decimal: '.', readOnly: false });

export const useBuilder = () => useContext(Context);

import { createContext, useContext } from 'react';
import type { FlowSpeaker } from './words';

/** Says the flow that is being edited; made once for the whole screen. */
export const Speaker = createContext<FlowSpeaker | null>(null);

export function useSpeaker(): FlowSpeaker {
  const speaker = useContext(Speaker);
  if (!speaker) throw new Error('no flow to speak of');
  return speaker;
}

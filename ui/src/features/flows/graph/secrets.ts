import type { Definition, Step } from './definition';

const KEPT = 'secret:';

/** Whether a webhook's secret is one that the server keeps, and here only its name. */
export const isKept = (secret: string | undefined) => Boolean(secret?.startsWith(KEPT));

/** A new secret after Standard Webhooks: 32 random bytes. */
export function newSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return `whsec_${btoa(String.fromCharCode(...bytes))}`;
}

function hidden(step: Step, saved: Step | undefined): Step {
  if (step.type !== 'webhook' || !step.secret || isKept(step.secret)) return step;
  return { ...step, secret: saved?.type === 'webhook' ? saved.secret : undefined };
}

/** The steps without secrets that are new, to be kept in the browser: instead what was saved, if anything. */
export const hiding = (steps: Record<string, Step>, saved: Record<string, Step> = {}): Record<string, Step> =>
  Object.fromEntries(Object.entries(steps).map(([id, step]) => [id, hidden(step, saved[id])]));

/** A definition without any secret or name of one, for a file. */
export const withoutSecrets = (definition: Definition): Definition => ({
  ...definition,
  steps: Object.fromEntries(
    Object.entries(definition.steps).map(([id, step]) => [id, step.type === 'webhook' ? { ...step, secret: undefined } : step]),
  ),
});

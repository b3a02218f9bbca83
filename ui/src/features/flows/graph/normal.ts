import type { Definition, Step } from './definition';

function filled(step: Step): Step {
  switch (step.type) {
    case 'send':
      return { ...step, name: step.name ?? '', content: step.content ?? {} };
    case 'split':
      return { ...step, cases: step.cases ?? [] };
    case 'random':
      return { ...step, ways: step.ways ?? [] };
    case 'set':
      return { ...step, attributes: step.attributes ?? {} };
    default:
      return step;
  }
}

/** A definition with what may be left out of one, so that the screens need not ask. */
export function normal(definition: Definition): Definition {
  return {
    ...definition,
    trigger: definition.trigger ?? { type: 'manual' },
    stop: definition.stop ?? [],
    reentry: definition.reentry ?? { type: 'once-per-key' },
    first: definition.first ?? '',
    steps: Object.fromEntries(Object.entries(definition.steps ?? {}).map(([id, step]) => [id, filled(step)])),
  };
}

import type { Definition, SendStep } from './definition';

export const send = (next: string): SendStep => ({
  type: 'send',
  channel: 'email',
  transactional: false,
  name: 'Reminder',
  content: { en: { subject: 'Hi', preheader: '', mjml: '<mjml></mjml>' } },
  next,
});

/** Six steps with a branch, for tests. */
export const flow: Definition = {
  trigger: { type: 'cart-abandoned' },
  stop: [{ type: 'order' }],
  reentry: { type: 'once-per-key' },
  first: 's1',
  steps: {
    s1: { type: 'wait', duration: 'PT1H', next: 's2' },
    s2: send('s3'),
    s3: { type: 'branch', condition: { type: 'purchased', is: true }, yes: 's4', no: 's5' },
    s4: { type: 'end' },
    s5: { ...send('s6'), name: 'Last' },
    s6: { type: 'end' },
  },
};

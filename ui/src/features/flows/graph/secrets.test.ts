import { describe, expect, it } from 'vitest';
import type { Definition, WebhookStep } from './definition';
import { hiding, isKept, newSecret, withoutSecrets } from './secrets';

const hook = (secret?: string): WebhookStep => ({ type: 'webhook', url: 'https://a.example', secret, next: 'e', failed: 'e' });

describe('secrets of webhooks', () => {
  it('are 32 bytes that differ', () => {
    expect(newSecret()).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(newSecret()).not.toBe(newSecret());
  });

  it('are not kept in the browser while they are new', () => {
    const steps = { a: hook('whsec_new'), b: hook('secret:1'), c: hook('whsec_new'), e: { type: 'end' as const } };
    expect(hiding(steps, { a: hook('secret:2') })).toEqual({ a: hook('secret:2'), b: hook('secret:1'), c: hook(undefined), e: { type: 'end' } });
    expect(isKept('secret:2')).toBe(true);
    expect(isKept('whsec_new')).toBe(false);
  });

  it('are not in a file', () => {
    const definition = { steps: { a: hook('secret:1'), b: hook('whsec_new') } } as unknown as Definition;
    expect(JSON.stringify(withoutSecrets(definition))).not.toMatch(/secret|whsec/);
  });
});

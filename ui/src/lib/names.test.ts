import { describe, expect, it } from 'vitest';
import { codesOf } from './names';

describe('countries and languages', () => {
  it('are offered by their names, each once', () => {
    const countries = codesOf('region', 'it');
    expect(countries).toContainEqual({ value: 'PL', label: 'Polonia' });
    expect(countries.map(({ value }) => value)).not.toContain('EU');
    expect(countries.map(({ value }) => value)).not.toContain('UK');
    expect(new Set(countries.map(({ label }) => label)).size).toBe(countries.length);
    expect(codesOf('language', 'pl')).toContainEqual({ value: 'it', label: 'włoski' });
  });
});

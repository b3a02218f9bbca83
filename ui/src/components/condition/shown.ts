import { nameOfCode } from '@/lib/names';
import { genderOf } from './gender';

/**
 * A value of a trait as people say it: countries and languages by their names, the sexes by words. `say` speaks the
 * namespace `condition`.
 */
export function shownValue(say: (key: string, values: { defaultValue: string }) => string, language: string, value: string, trait?: string): string {
  switch (trait) {
    case 'gender':
      return say(`gender.${genderOf(value)}`, { defaultValue: value });
    case 'country':
      return nameOfCode('region', value, language);
    case 'locale':
      return nameOfCode('language', value, language);
    default:
      return value;
  }
}

/** What the properties of usual events mean; the shop's own stand in quotes. `say` as above. */
export function propertyName(say: (key: string, values: { defaultValue: string; value?: string }) => string, property: string): string {
  return /^\w+$/.test(property)
    ? say(`property.${property}`, { defaultValue: say('quoted', { defaultValue: property, value: property }) })
    : say('quoted', { defaultValue: property, value: property });
}

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

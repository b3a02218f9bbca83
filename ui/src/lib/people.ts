import type { PersonRef } from './api/types';

/** The name to show for a person, or undefined for an anonymous visitor. */
export function nameOf(person: PersonRef): string | undefined {
  const name = [person.firstName, person.lastName].filter(Boolean).join(' ');
  return name || person.email || undefined;
}

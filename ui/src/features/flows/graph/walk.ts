import dayjs from 'dayjs';
import timezone from 'dayjs/plugin/timezone';
import utc from 'dayjs/plugin/utc';
import { minutesOf } from '@/lib/duration';
import { exits, type Day, type Definition, type Slot, type Step } from './definition';

dayjs.extend(utc);
dayjs.extend(timezone);

/** What the one who tries the flow out says happens at a step. */
export interface Answer {
  slot: Slot | 'out';
  /** The person's date, where a step waits for one. */
  date?: string;
}

/** One thing that happens to the person, and when. */
export interface Stop {
  /** Counts visits: a step in a circle comes more than once. */
  key: string;
  id: string;
  step: Step;
  at: Date;
  /** When she leaves it; the same for a step that does not wait. */
  until: Date;
  /** The answers to choose from; empty where there is nothing to ask. */
  choices: Slot[];
  chosen: Answer | null;
}

export interface Walk {
  stops: Stop[];
  /** It goes on once this step has been answered. */
  asks: Stop | null;
  /** It ended at a step that is an end, by leaving, or by the limit of this try. */
  ended: 'end' | 'out' | 'moved' | 'lost' | 'long' | null;
}

const MOST = 150;
const WEEK: Day[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const later = (at: Date, iso: string) => new Date(at.getTime() + (minutesOf(iso) ?? 0) * 60_000);

/** The next such hour on such a day in a zone, `from` itself included. */
export function nextMoment(from: Date, at: string | undefined, days: Day[] | undefined, zone: string): Date {
  const [hour = 0, minute = 0] = (at ?? '').split(':').map(Number);
  const here = dayjs(from).tz(zone);
  for (let ahead = 0; ahead < 15; ahead++) {
    const day = here.add(ahead, 'day');
    const moment = at
      ? dayjs.tz(`${day.format('YYYY-MM-DD')}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00`, zone)
      : ahead === 0
        ? here
        : day.startOf('day');
    if (moment.valueOf() < from.getTime()) continue;
    if (!days?.length || days.includes(WEEK[moment.day()] as Day)) return moment.toDate();
  }
  return from;
}

/** The offset of a date: `-P3D` is three days before. */
export function daysOf(offset: string): number {
  const match = /^(-?)P(-?\d+)D$/.exec(offset);
  return match ? Number(match[2]) * (match[1] ? -1 : 1) : 0;
}

export const offsetOf = (days: number) => (days < 0 ? `-P${-days}D` : `P${days}D`);

function choicesOf(step: Step): Slot[] {
  if (step.type === 'holdout') return ['next', 'out'];
  if (step.type === 'send' && (step.filter || step.minimumCart)) return ['next', 'skipped'];
  return exits(step).length > 1 ? exits(step).map(({ slot }) => slot) : [];
}

function untilOf(step: Step, at: Date, entered: Date, answer: Answer | null, zone: string): Date {
  switch (step.type) {
    case 'wait':
      return new Date(Math.max(at.getTime(), later(step.since === 'entry' ? entered : at, step.duration).getTime()));
    case 'wait-until':
      return nextMoment(at, step.at, step.days, zone);
    case 'wait-date': {
      if (answer?.slot !== 'next' || !answer.date) return at;
      const day = dayjs.tz(`${answer.date}T${step.at}:00`, zone).add(daysOf(step.offset), 'day').toDate();
      return day > at ? day : at;
    }
    case 'wait-for':
      return answer?.slot === 'late' ? later(at, step.timeout) : at;
    default:
      return at;
  }
}

/** What would happen to one person who enters then, with the answers given so far; nothing is sent or stored. */
export function walk(definition: Definition, entered: Date, answers: Record<string, Answer>, zone: string): Walk {
  const stops: Stop[] = [];
  let at = entered;
  let id = definition.first;
  while (stops.length < MOST) {
    const step = definition.steps[id];
    if (!step) return { stops, asks: null, ended: 'lost' };
    const visits = stops.filter((stop) => stop.id === id).length;
    const key = `${id}#${visits}`;
    const choices = choicesOf(step);
    const answer = answers[key] ?? null;
    const chosen = answer && choices.includes(answer.slot) ? answer : null;
    const stop: Stop = { key, id, step, at, until: untilOf(step, at, entered, chosen, zone), choices, chosen };
    stops.push(stop);
    if (step.type === 'end') return { stops, asks: null, ended: 'end' };
    if (step.type === 'move') return { stops, asks: null, ended: 'moved' };
    if (choices.length > 0 && !chosen) return { stops, asks: stop, ended: null };
    if (chosen?.slot === 'out') return { stops, asks: null, ended: 'out' };
    at = stop.until;
    const slot = chosen && chosen.slot !== 'skipped' ? chosen.slot : exits(step)[0]?.slot;
    id = exits(step).find((exit) => exit.slot === slot)?.to ?? '';
  }
  return { stops, asks: null, ended: 'long' };
}

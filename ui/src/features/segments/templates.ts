import { IconCake, IconClockPause, IconMailOff, IconMoodSad, IconPlant, IconSearch, IconShoppingCart, IconStar, IconUserPlus, type Icon } from '@tabler/icons-react';
import type { Condition } from '@/components/condition/condition';

export interface Template {
  id: string;
  icon: Icon;
  /** `unit`: minor units in one of the shop's currency. */
  make: (unit: number) => Condition;
}

/** The usual questions of a shop, ready to be changed. */
export const TEMPLATES: Template[] = [
  {
    id: 'once',
    icon: IconMoodSad,
    make: () => ({
      type: 'all',
      of: [
        { type: 'order-count', count: { op: '=', value: 1 } },
        { type: 'last-purchase', when: { is: 'at-least-ago', days: 60 } },
      ],
    }),
  },
  {
    id: 'openCart',
    icon: IconShoppingCart,
    make: (unit) => ({ type: 'all', of: [{ type: 'open-cart', amount: { op: '>=', value: 50 * unit } }] }),
  },
  {
    id: 'lapsed',
    icon: IconClockPause,
    make: () => ({ type: 'all', of: [{ type: 'last-purchase', when: { is: 'at-least-ago', days: 90 } }] }),
  },
  {
    id: 'never',
    icon: IconUserPlus,
    make: () => ({
      type: 'all',
      of: [
        { type: 'purchased', is: false },
        { type: 'moment', of: 'created', when: { is: 'at-least-ago', days: 7 } },
        { type: 'consent', channel: 'email', state: 'in' },
      ],
    }),
  },
  {
    id: 'best',
    icon: IconStar,
    make: (unit) => ({
      type: 'all',
      of: [
        { type: 'order-count', count: { op: '>=', value: 3 }, period: { lastDays: 365 } },
        { type: 'total-spent', amount: { op: '>=', value: 300 * unit }, period: { lastDays: 365 } },
      ],
    }),
  },
  {
    id: 'searched',
    icon: IconSearch,
    make: () => ({
      type: 'all',
      of: [
        { type: 'event', event: 'Products Searched', count: { op: '>=', value: 1 }, period: { lastDays: 7 }, where: [] },
        { type: 'purchased', is: false, period: { lastDays: 7 } },
      ],
    }),
  },
  {
    id: 'birthday',
    icon: IconCake,
    make: () => ({
      type: 'all',
      of: [
        { type: 'trait', name: 'birthday', test: { type: 'anniversary', from: 0, to: 7 } },
        { type: 'consent', channel: 'email', state: 'in' },
      ],
    }),
  },
  {
    id: 'silent',
    icon: IconMailOff,
    make: () => ({
      type: 'all',
      of: [
        { type: 'message', act: 'received', count: { op: '>=', value: 3 }, period: { lastDays: 180 } },
        { type: 'message', act: 'opened', count: { op: '=', value: 0 }, period: { lastDays: 180 } },
      ],
    }),
  },
  {
    id: 'newBuyers',
    icon: IconPlant,
    make: () => ({
      type: 'all',
      of: [
        { type: 'moment', of: 'first-order', when: { is: 'less-than-ago', days: 30 } },
        { type: 'order-count', count: { op: '=', value: 1 } },
      ],
    }),
  },
];

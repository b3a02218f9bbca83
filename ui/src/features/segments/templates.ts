import { IconCake, IconClockPause, IconGridDots, IconMailOff, IconMoodSad, IconPlant, IconQrcode, IconSearch, IconShoppingCart, IconStar, IconUserPlus, type Icon } from '@tabler/icons-react';
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
    make: () => ({
      type: 'all',
      of: [
        { type: 'top', by: 'spent', percent: 10, period: { lastMonths: 12 } },
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
    id: 'champions',
    icon: IconGridDots,
    make: () => ({
      type: 'all',
      of: [{ type: 'rfm', recency: [4, 5], frequency: [4, 5], monetary: [4, 5] }],
    }),
  },
  {
    id: 'slipping',
    icon: IconMoodSad,
    make: () => ({
      type: 'all',
      of: [{ type: 'rfm', recency: [1, 2], frequency: [4, 5], monetary: [] }],
    }),
  },
  {
    id: 'scanned',
    icon: IconQrcode,
    make: () => ({
      type: 'all',
      of: [
        { type: 'event', event: 'QR Code Scanned', count: { op: '>=', value: 1 }, period: { lastDays: 30 }, where: [] },
        { type: 'purchased', is: false, period: { lastDays: 30 } },
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

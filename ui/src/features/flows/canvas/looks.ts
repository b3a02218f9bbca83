import {
  IconArrowsShuffle,
  IconArrowsSplit2,
  IconBolt,
  IconCalendarEvent,
  IconClock,
  IconClockPause,
  IconCornerUpRight,
  IconEdit,
  IconFlag,
  IconHandStop,
  IconHourglass,
  IconMail,
  IconPlusMinus,
  IconRoute2,
  IconTag,
  IconTicket,
  IconWebhook,
  type IconProps,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { StepType } from '../graph/definition';

export interface Look {
  icon: ComponentType<IconProps>;
  color: string;
}

/** A kind of step by sign and colour: blue speaks, grey waits, violet parts, orange changes. */
export const LOOKS: Record<StepType | 'trigger', Look> = {
  trigger: { icon: IconBolt, color: 'accent' },
  send: { icon: IconMail, color: 'blue' },
  wait: { icon: IconClock, color: 'gray' },
  'wait-until': { icon: IconClockPause, color: 'gray' },
  'wait-date': { icon: IconCalendarEvent, color: 'gray' },
  'wait-for': { icon: IconHourglass, color: 'gray' },
  branch: { icon: IconArrowsSplit2, color: 'violet' },
  split: { icon: IconRoute2, color: 'violet' },
  random: { icon: IconArrowsShuffle, color: 'violet' },
  holdout: { icon: IconHandStop, color: 'violet' },
  tag: { icon: IconTag, color: 'orange' },
  set: { icon: IconEdit, color: 'orange' },
  increment: { icon: IconPlusMinus, color: 'orange' },
  coupon: { icon: IconTicket, color: 'green' },
  webhook: { icon: IconWebhook, color: 'green' },
  move: { icon: IconCornerUpRight, color: 'accent' },
  end: { icon: IconFlag, color: 'gray' },
};

/** The palette, as a marketer looks for things. */
export const STEP_GROUPS = {
  messages: ['send', 'coupon'],
  time: ['wait', 'wait-until', 'wait-date', 'wait-for'],
  ways: ['branch', 'split', 'random', 'holdout'],
  person: ['tag', 'set', 'increment'],
  more: ['webhook', 'move', 'end'],
} as const satisfies Record<string, readonly StepType[]>;

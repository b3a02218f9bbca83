import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { api } from '@/lib/api/client';
import type { ClockProgress, Me } from '@/lib/api/types';
import { SESSION } from '@/lib/session';

const PASSING = ['clock', 'passing'];

/**
 * How far the demo's time is on its way, also when the page was loaded in the midst of it.
 * When it has arrived, everything shown is asked for anew.
 */
export function usePassing(demo: boolean, asked: boolean): ClockProgress | undefined {
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey: PASSING,
    queryFn: () => api.get<ClockProgress>('/api/dev/demo'),
    enabled: demo,
    refetchInterval: ({ state }) => (asked || state.data?.to ? 400 : false),
  });
  const was = useRef(false);
  const passes = data?.to != null;
  const now = data?.now;
  useEffect(() => {
    if (was.current && !passes && !asked && now) {
      client.setQueryData<Me | null>(SESSION, (me) => me && { ...me, clock: { ...me.clock, now } });
      void client.invalidateQueries({ queryKey: ['shop'] });
    }
    was.current = passes;
  }, [passes, asked, now, client]);
  return data;
}

/** From 0 to 1. */
export function passedShare({ now, from, to }: ClockProgress): number {
  if (!from || !to) return 0;
  const whole = Date.parse(to) - Date.parse(from);
  return whole > 0 ? Math.min(1, (Date.parse(now) - Date.parse(from)) / whole) : 1;
}

import { useEffect, useState } from 'react';
import { useSession } from './session';

/** The program's time: the manual clock's where there is one, else the wall's, renewed each minute. */
export function useNow(): Date {
  const { data: me } = useSession();
  const [wall, setWall] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setWall(new Date()), 60_000);
    return () => clearInterval(timer);
  }, []);
  return me?.clock.manual ? new Date(me.clock.now) : wall;
}

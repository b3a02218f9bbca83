import type { Icon } from '@tabler/icons-react';
import type { RouteObject } from 'react-router';

/**
 * What a feature folder adds to the program: `features/NAME/feature.tsx` has it as its default export and the
 * shell finds it there. `routes` are relative to `/shops/:shop`.
 */
export interface Feature {
  rail?: { order: number; path: string; icon: Icon; label: string; bottom?: boolean };
  routes: RouteObject[];
}

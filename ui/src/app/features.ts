import type { Feature } from '@/lib/feature';

/** Every folder under features/ that says what it adds. */
export const features: Feature[] = Object.values(
  import.meta.glob<Feature>('../features/*/feature.tsx', { eager: true, import: 'default' }),
);

export const railEntries = features
  .flatMap((feature) => (feature.rail ? [feature.rail] : []))
  .sort((one, other) => one.order - other.order);

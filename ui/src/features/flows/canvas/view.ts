import type { Viewport } from '@xyflow/react';
import { TRIGGER } from '../graph/definition';
import type { Box } from '../graph/layout';

const MARGIN = 28;
/** Room for the tools on top. */
const TOP = 64;
const SMALLEST = 0.85;

/** The view one opens with: the start on top, as much below it as can still be read. */
export function opening(boxes: Map<string, Box>, frame: HTMLElement | null): Viewport {
  const all = [...boxes.values()];
  const width = frame?.clientWidth ?? 800;
  const height = frame?.clientHeight ?? 600;
  const left = Math.min(...all.map((box) => box.x));
  const right = Math.max(...all.map((box) => box.x + box.width));
  const bottom = Math.max(...all.map((box) => box.y + box.height));
  const fit = Math.min((width - 2 * MARGIN) / (right - left), (height - TOP - MARGIN) / bottom);
  const zoom = Math.min(1, Math.max(SMALLEST, fit));
  const start = boxes.get(TRIGGER);
  const middle = (right - left) * zoom <= width ? (left + right) / 2 : (start?.x ?? 0) + (start?.width ?? 0) / 2;
  return { x: width / 2 - middle * zoom, y: TOP, zoom };
}

/** The whole flow at once. */
export function whole(boxes: Map<string, Box>, frame: HTMLElement | null): Viewport {
  const all = [...boxes.values()];
  const width = frame?.clientWidth ?? 800;
  const height = frame?.clientHeight ?? 600;
  const left = Math.min(...all.map((box) => box.x));
  const right = Math.max(...all.map((box) => box.x + box.width));
  const top = Math.min(...all.map((box) => box.y));
  const bottom = Math.max(...all.map((box) => box.y + box.height));
  const zoom = Math.min(1, (width - 2 * MARGIN) / (right - left), (height - TOP - MARGIN) / (bottom - top));
  return { x: width / 2 - ((left + right) / 2) * zoom, y: TOP - top * zoom, zoom };
}

/** Whether a step can be seen whole. */
export function inView(box: Box, { x, y, zoom }: Viewport, frame: HTMLElement): boolean {
  const left = box.x * zoom + x;
  const top = box.y * zoom + y;
  return left >= 0 && top >= 48 && left + box.width * zoom <= frame.clientWidth && top + (box.height + 50) * zoom <= frame.clientHeight;
}

import { describe, expect, it } from 'vitest';
import { TRIGGER, ways, type Definition } from './definition';
import { insertStep, reattach } from './edit';
import { flow } from './flow.fixture';
import { laidOut, layout, neighbour, pathOf, shapeOf } from './layout';
import { wayNumbers } from './numbers';

function many(rounds: number): Definition {
  let definition = flow;
  for (let i = 0; i < rounds; i++) {
    const all = ways(definition);
    const way = all[(i * 7) % all.length];
    const type = i % 5 === 0 ? 'branch' : i % 9 === 0 ? 'random' : i % 3 === 0 ? 'send' : 'wait';
    if (way) definition = insertStep(definition, way, type).definition;
  }
  return definition;
}

describe('the picture', () => {
  it('runs from top to bottom, yes to the left of no', () => {
    const { boxes } = layout(flow, true);
    const y = [TRIGGER, 's1', 's2', 's3', 's5', 's6'].map((id) => boxes.get(id)?.y ?? -1);
    expect([...y].sort((a, b) => a - b)).toEqual(y);
    expect(boxes.get('s4')?.x).toBeLessThan(boxes.get('s5')?.x ?? 0);
  });

  it('lets no two steps overlap, with 200 of them', () => {
    const boxes = [...layout(many(150), true).boxes.values()];
    expect(boxes.length).toBeGreaterThan(190);
    for (const a of boxes)
      for (const b of boxes)
        if (a.id < b.id)
          expect(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(true);
  });

  it('is remembered: what is undone stands where it stood, at once', () => {
    const before = laidOut(flow, true);
    const way = ways(flow)[1];
    const changed = way ? insertStep(flow, way, 'wait').definition : flow;
    expect(laidOut(changed, true).boxes.size).toBe(before.boxes.size + 1);
    expect(laidOut(flow, true)).toBe(before);
    expect(laidOut(flow, false)).not.toBe(before);
  });

  it('draws a mark where a way leads to nothing', () => {
    const open: Definition = { ...flow, steps: { ...flow.steps, s5: { ...(flow.steps.s5 as object), next: '' } as never } };
    const { boxes, routes } = layout(open, false);
    expect(routes.find(({ from }) => from === 's5')?.target).toBe('@open s5 next');
    expect(boxes.has('@open s5 next')).toBe(true);
  });

  it('leads a circle back up beside the steps', () => {
    const circle = reattach(flow, { from: 's5', slot: 'next' }, 's1');
    const back = layout(circle, false).routes.find(({ from }) => from === 's5');
    expect(back?.back).toBe(true);
    expect(pathOf(back as NonNullable<typeof back>)).toMatch(/^M .* L .* C /);
  });

  it('does not change its shape while a text is typed', () => {
    const typed: Definition = { ...flow, steps: { ...flow.steps, s2: { ...flow.steps.s2, name: 'Other' } as never } };
    expect(shapeOf(typed)).toBe(shapeOf(flow));
    expect(shapeOf(insertStep(flow, { from: 's1', slot: 'next' }, 'wait').definition)).not.toBe(shapeOf(flow));
  });

  it('is walked with the arrows', () => {
    const picture = layout(flow, false);
    expect(neighbour(picture, TRIGGER, 'down')).toBe('s1');
    expect(neighbour(picture, 's3', 'up')).toBe('s2');
    expect(neighbour(picture, 's3', 'down')).toBe('s4');
    expect(neighbour(picture, 's4', 'right')).toBe('s5');
    expect(neighbour(picture, 's5', 'left')).toBe('s4');
    expect(neighbour(picture, 's6', 'down')).toBeNull();
  });
});

describe('numbers of the ways', () => {
  const n = (entered: number, waiting = 0) => ({ entered, waiting, sent: 0, skipped: 0, opened: 0, clicked: 0, converted: 0, revenue: 0 });

  it('are those of the steps they alone lead to', () => {
    const counts = wayNumbers(flow, { s1: n(100), s2: n(90), s3: n(80), s4: n(30), s5: n(50), s6: n(45) }, 100);
    expect(Object.fromEntries(counts)).toEqual({ '@trigger:start': 100, 's1:next': 90, 's2:next': 80, 's3:yes': 30, 's3:no': 50, 's5:next': 45 });
  });

  it('are what is left where ways meet', () => {
    const meet = reattach(flow, { from: 's3', slot: 'yes' }, 's6');
    const counts = wayNumbers(meet, { s1: n(100), s2: n(90), s3: n(80), s5: n(50), s6: n(78) }, 100);
    expect(counts.get('s3:no')).toBe(50);
    expect(counts.get('s5:next')).toBe(50);
    expect(counts.get('s3:yes')).toBe(28);
  });
});

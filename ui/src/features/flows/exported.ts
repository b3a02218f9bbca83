import type { Definition } from './graph/definition';
import { withoutSecrets } from './graph/secrets';

/** What a file holds: a flow's name and its definition, as `docs/flows.md` has it. */
interface FlowFile {
  format?: 'ritorno-flow/1';
  name: string;
  definition: Definition;
}

/** Hands the browser a file with the flow. */
export function exported(name: string, definition: Definition) {
  const text = JSON.stringify({ format: 'ritorno-flow/1', name, definition: withoutSecrets(definition) } satisfies FlowFile, null, 2);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = `${name.replace(/[\\/:*?"<>|]+/g, ' ').trim() || 'flow'}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** Reads such a file, or a bare definition; null for anything else. The server looks at what is inside. */
export function imported(text: string, fileName: string): FlowFile | null {
  try {
    const found = JSON.parse(text) as Partial<FlowFile> & Partial<Definition>;
    const definition = (found.definition ?? found) as Partial<Definition>;
    if (typeof definition !== 'object' || typeof definition.steps !== 'object' || typeof definition.trigger !== 'object') return null;
    const named = typeof found.name === 'string' && found.name.trim() ? found.name : fileName.replace(/\.json$/i, '');
    return { name: named.slice(0, 200), definition: definition as Definition };
  } catch {
    return null;
  }
}

import { html } from '@codemirror/lang-html';
import { lintGutter, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { EditorView } from '@codemirror/view';
import { useComputedColorScheme } from '@mantine/core';
import CodeMirror, { type EditorState } from '@uiw/react-codemirror';
import { useEffect, useMemo, useState } from 'react';
import { capital } from '@/lib/sentence';
import type { MailFault } from './preview';

interface Props {
  value: string;
  onChange: (text: string) => void;
  faults: MailFault[];
  label: string;
  readOnly: boolean;
}

/** Where the faults stand in the text as it is now. */
function diagnostics(state: EditorState, faults: MailFault[]): Diagnostic[] {
  return faults.flatMap((fault) => {
    if (!fault.line || (fault.field && fault.field !== 'mjml')) return [];
    const line = state.doc.line(Math.min(Math.max(1, fault.line), state.doc.lines));
    const from = fault.column ? Math.min(line.from + fault.column - 1, line.to) : line.from;
    return [{ from, to: line.to, severity: 'error', message: capital(fault.message) }];
  });
}

/** MJML with Liquid in it; what the server finds wrong is marked at its line. */
export function MjmlField({ value, onChange, faults, label, readOnly }: Props) {
  const scheme = useComputedColorScheme('light');
  const [view, setView] = useState<EditorView | null>(null);
  const extensions = useMemo(
    () => [
      html({ matchClosingTags: true, autoCloseTags: true }),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ 'aria-label': label }),
      lintGutter(),
    ],
    [label],
  );
  useEffect(() => {
    view?.dispatch(setDiagnostics(view.state, diagnostics(view.state, faults)));
  }, [view, faults]);
  return (
    <CodeMirror
      value={value}
      onChange={onChange}
      onCreateEditor={setView}
      theme={scheme}
      readOnly={readOnly}
      height="100%"
      style={{ height: '100%', fontSize: 13, overflow: 'hidden' }}
      extensions={extensions}
      basicSetup={{ foldGutter: true, highlightActiveLine: !readOnly }}
    />
  );
}

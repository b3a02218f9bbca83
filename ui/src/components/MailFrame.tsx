import { Box } from '@mantine/core';

interface Props {
  title: string;
  /** The address of the mail's page, or its text. */
  src?: string;
  html?: string;
  width?: number | string;
  height?: number | string;
}

/** A mail as the shopper sees it, in a frame that may run and open nothing. */
export function MailFrame({ title, src, html, width = '100%', height = 640 }: Props) {
  return (
    <Box
      component="iframe"
      title={title}
      sandbox=""
      referrerPolicy="no-referrer"
      src={src}
      srcDoc={src ? undefined : (html ?? '')}
      w={width}
      h={height}
      style={{ border: '1px solid var(--ritorno-line)', borderRadius: 8, background: '#fff', display: 'block', colorScheme: 'light' }}
    />
  );
}

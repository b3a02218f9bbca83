import { Box, SegmentedControl, Stack } from '@mantine/core';
import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MailFrame } from '@/components/MailFrame';

interface Props {
  title: string;
  src?: string;
  html?: string;
  height?: number | string;
  /** Beside the switch of widths. */
  children?: ReactNode;
}

/** A mail as it looks at a desk or on a phone. */
export function MailView({ title, src, html, height = 680, children }: Props) {
  const { t } = useTranslation('mail');
  const [device, setDevice] = useState<'desktop' | 'phone'>('desktop');
  const labelOf = (Icon: typeof IconDeviceDesktop, name: string) => (
    <Box component="span" style={{ display: 'inline-flex', alignItems: 'center', gap: 6 }}>
      <Icon size={16} aria-hidden />
      {name}
    </Box>
  );
  return (
    <Stack gap="sm">
      <Box style={{ display: 'flex', gap: 12, flexWrap: 'wrap', alignItems: 'center', justifyContent: 'space-between' }}>
        <SegmentedControl
          size="xs"
          aria-label={t('width')}
          value={device}
          onChange={(next) => setDevice(next as typeof device)}
          data={[
            { value: 'desktop', label: labelOf(IconDeviceDesktop, t('desktop')) },
            { value: 'phone', label: labelOf(IconDeviceMobile, t('phone')) },
          ]}
        />
        {children}
      </Box>
      <Box style={{ display: 'flex', justifyContent: 'center', background: 'var(--ritorno-canvas)', borderRadius: 8 }}>
        <Box w={device === 'phone' ? 375 : '100%'} maw="100%">
          <MailFrame title={title} src={src} html={html} height={height} />
        </Box>
      </Box>
    </Stack>
  );
}

import { Box } from '@mantine/core';
import { IconPhoto } from '@tabler/icons-react';
import { useState } from 'react';

/** A product's picture, or a quiet place for it. */
export function Thumb({ src, size = 40 }: { src: string | null | undefined; size?: number }) {
  const [broken, setBroken] = useState(false);
  return (
    <Box
      w={size}
      h={size}
      style={{
        flex: 'none',
        display: 'grid',
        placeItems: 'center',
        overflow: 'hidden',
        borderRadius: 8,
        border: '1px solid var(--ritorno-line)',
        background: 'var(--ritorno-canvas)',
      }}
    >
      {src && !broken ? (
        <img
          src={src}
          alt=""
          width={size}
          height={size}
          loading="lazy"
          referrerPolicy="no-referrer"
          style={{ objectFit: 'cover' }}
          onError={() => setBroken(true)}
        />
      ) : (
        <IconPhoto size={size / 2.2} stroke={1.4} color="var(--mantine-color-dimmed)" aria-hidden />
      )}
    </Box>
  );
}

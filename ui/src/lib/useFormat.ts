import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { type Format, formats } from './format';
import { useSession } from './session';

/** Formats in the user's language, the shop's currency and the shop's zone. */
export function useFormat(): Format {
  const { i18n } = useTranslation();
  const { data: me } = useSession();
  const { shop: id } = useParams();
  const shop = me?.shops.find((each) => String(each.id) === id) ?? me?.shops[0];
  return useMemo(
    () => formats(i18n.language, shop?.currency ?? 'EUR', shop?.timezone ?? 'UTC'),
    [i18n.language, shop?.currency, shop?.timezone],
  );
}

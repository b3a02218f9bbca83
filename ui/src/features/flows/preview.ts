import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError, api } from '@/lib/api/client';
import type { Cart, Page, ProfileRow } from '@/lib/api/types';
import { useShopPaths } from '@/lib/shop';
import type { MailContent, MailLocale } from './graph/definition';

/** Something wrong in a template, and where. */
export interface MailFault {
  field?: string | null;
  line?: number | null;
  column?: number | null;
  message: string;
}

export interface Rendered {
  subject: string;
  html: string;
  text: string;
}

export interface Wanted {
  content: MailContent;
  locale: MailLocale;
  /** Goes out without a way to unsubscribe. */
  transactional: boolean;
  profile: string | null;
  /** Her open cart; without one the preview makes one up. */
  cart: string | null;
}

/** Without what is not chosen. */
const bodyOf = ({ content, locale, transactional, profile, cart }: Wanted) => ({
  content: { ...content, text: content.text || undefined },
  locale,
  transactional,
  profile: profile ?? undefined,
  cart: cart ?? undefined,
});

/** The mail as this person would get it, rendered a moment after the last key. */
export function usePreviewMail(wanted: Wanted) {
  const { url, key } = useShopPaths();
  const [asked] = useDebouncedValue(JSON.stringify(wanted), 450);
  const query = useQuery<Rendered>({
    queryKey: key('mail-preview', asked),
    queryFn: ({ signal }) => api.post<Rendered>(url('preview'), bodyOf(JSON.parse(asked) as Wanted), signal),
    placeholderData: keepPreviousData,
    enabled: wanted.content.mjml.trim() !== '',
    retry: false,
    staleTime: 60_000,
  });
  // while something is wrong, the last mail that could be rendered stays to be seen
  const [last, setLast] = useState<Rendered>();
  if (query.data && query.data !== last) setLast(query.data);
  const { error } = query;
  const body = error instanceof ApiError ? (error.body as { errors?: MailFault[] } | undefined) : undefined;
  return { ...query, data: query.data ?? last, faults: body?.errors ?? [], busy: query.isFetching || asked !== JSON.stringify(wanted) };
}

export function useSendTest() {
  const { url } = useShopPaths();
  return useMutation({
    mutationFn: ({ to, ...wanted }: Wanted & { to: string }) =>
      api.post<unknown>(url('preview/send'), { ...bodyOf(wanted), to }),
  });
}

/** The cart that a person has open, if any. */
export function useOpenCart(person: ProfileRow | null) {
  const { url, key } = useShopPaths();
  return useQuery({
    queryKey: key('profiles', person?.id, 'open-cart'),
    queryFn: async ({ signal }) => {
      const page = await api.get<Page<Cart>>(url(`profiles/${person?.id}/carts`), { limit: 20 }, signal);
      return page.items.find(({ state }) => state === 'abandoned' || state === 'open')?.id ?? null;
    },
    enabled: person !== null && person.openCart !== null,
  });
}

/** People to preview as: those that are known, by words, those with an open cart first when nothing is searched. */
export function usePeople(words: string) {
  const { url, key } = useShopPaths();
  const [search] = useDebouncedValue(words, 250);
  return useQuery({
    queryKey: key('profiles', 'pick', search),
    queryFn: ({ signal }) =>
      api.get<Page<ProfileRow>>(url('profiles'), { search, known: true, sort: 'lastSeen', limit: 20 }, signal),
    placeholderData: keepPreviousData,
    select: (page) =>
      search ? page.items : [...page.items].sort((a, b) => Number(b.openCart !== null) - Number(a.openCart !== null)),
  });
}

const STORED = 'ritorno.shop';

export function lastShop(): number | undefined {
  const stored = localStorage.getItem(STORED);
  return stored ? Number(stored) : undefined;
}

export function rememberShop(id: number): void {
  localStorage.setItem(STORED, String(id));
}

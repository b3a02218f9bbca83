const PREFIX = "ritorno.";
const YEAR = 365 * 24 * 3600;

/**
 * What the browser keeps for us: in localStorage, or in cookies where that is switched off. Writes
 * nothing while it is not allowed.
 *
 * @param {Window} window
 * @param {() => boolean} allowed
 */
export function memory(window, allowed) {
  function storage(kind) {
    try {
      const found = window[kind];
      found.setItem(PREFIX + "t", "1");
      found.removeItem(PREFIX + "t");
      return found;
    } catch {
      return null;
    }
  }
  function read(name) {
    try {
      const value = window.localStorage.getItem(PREFIX + name);
      if (value) return value;
    } catch {
      // switched off: cookies
    }
    const cookie = window.document.cookie.split("; ").find((c) => c.startsWith(PREFIX + name + "="));
    return cookie ? decodeURIComponent(cookie.slice(PREFIX.length + name.length + 1)) : null;
  }
  function cookie(name, value, seconds) {
    const secure = window.location.protocol === "https:" ? "; Secure" : "";
    window.document.cookie = `${PREFIX}${name}=${encodeURIComponent(value)}; Max-Age=${seconds}; Path=/; SameSite=Lax${secure}`;
  }
  return {
    answered: () => read("consent") === "1",
    get: (name) => read(name),
    set(name, value) {
      if (!allowed() || !value) return;
      const local = storage("localStorage");
      if (local) local.setItem(PREFIX + name, value);
      else cookie(name, value, YEAR);
    },
    /** Reads, or with a value writes, what holds for this visit. */
    visit(value) {
      try {
        if (value === undefined) return JSON.parse(window.sessionStorage.getItem(PREFIX + "visit"));
        if (allowed()) window.sessionStorage.setItem(PREFIX + "visit", JSON.stringify(value));
      } catch {
        // switched off, or not ours: the visit is this page
      }
      return value;
    },
    clear(...names) {
      for (const name of names.length ? names : ["id", "user", "consent"]) {
        try {
          window.localStorage.removeItem(PREFIX + name);
        } catch {
          // nothing is kept there
        }
        if (read(name)) cookie(name, "", 0);
      }
      if (!names.length)
        try {
          window.sessionStorage.removeItem(PREFIX + "visit");
        } catch {
          // nothing is kept there
        }
    },
  };
}

/**
 * What pages say by attributes instead of calls:
 *
 *   data-ritorno-product="P1" (or JSON)   the product of the page: Product Viewed
 *   data-ritorno-add[="P1" or JSON]       a click adds it, or the product around it, to the cart
 *   data-ritorno-checkout                 a form whose e-mail is taken as soon as it is typed
 *
 * @param {Window & typeof globalThis} window
 * @param {(command: string, ...args: unknown[]) => void} ritorno
 * @param {{emails?: string}} options  emails: selector of more such forms
 */
export function capture(window, ritorno, options) {
  const { document } = window;
  const seen = new WeakSet();
  let lastEmail = "";

  function look() {
    for (const element of document.querySelectorAll("[data-ritorno-product]:not([data-ritorno-add])")) {
      if (seen.has(element) || element.dataset.ritornoList !== undefined) continue;
      seen.add(element);
      const viewed = product(element, "ritornoProduct");
      if (viewed) ritorno("track", "Product Viewed", viewed);
    }
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-ritorno-add]");
    if (!button) return;
    const own = button.dataset.ritornoAdd ? button : button.closest("[data-ritorno-product]");
    if (!own) return;
    const added = product(own, own === button ? "ritornoAdd" : "ritornoProduct");
    if (!added) return;
    const field = button.closest("form")?.querySelector("[name=quantity], [name=qty]");
    const quantity = Number(button.dataset.ritornoQuantity || field?.value || 1);
    ritorno("track", "Product Added", {
      quantity: quantity > 0 ? quantity : 1,
      ...added,
    });
  });

  // blur does not rise from a field to its form, focusout does
  document.addEventListener("focusout", (event) => {
    const field = event.target;
    if (!field.matches?.("input[type=email]") || !field.validity.valid) return;
    const forms = "[data-ritorno-checkout]" + (options.emails ? "," + options.emails : "");
    const email = field.value.trim();
    if (!email || email === lastEmail || !field.closest(forms)) return;
    lastEmail = email;
    ritorno("email", email);
  });

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", look);
  else look();
}

/** The product in an attribute: JSON, or an id with its facts in attributes beside it; or null. */
function product(element, attribute) {
  const value = element.dataset[attribute];
  if (value.trim().startsWith("{")) {
    try {
      return JSON.parse(value);
    } catch {
      // the attribute is broken: the shop's page is not to be
      return null;
    }
  }
  const { ritornoName, ritornoPrice, ritornoCategory, ritornoBrand, ritornoVariant, ritornoImage, ritornoUrl, ritornoCurrency } =
    element.dataset;
  const facts = {
    product_id: value,
    name: ritornoName,
    price: ritornoPrice === undefined ? undefined : Number(ritornoPrice),
    category: ritornoCategory,
    brand: ritornoBrand,
    variant: ritornoVariant,
    image_url: ritornoImage,
    url: ritornoUrl,
    currency: ritornoCurrency,
  };
  return Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact !== undefined));
}

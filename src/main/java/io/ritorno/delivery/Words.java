package io.ritorno.delivery;

import io.ritorno.account.Shop;
import java.util.Map;

/// What the pages of this feature say, in the three languages.
record Words(
        String language,
        String unsubscribe,
        String question,
        String confirm,
        String done,
        String again,
        String preferences,
        String preferencesHint,
        String save,
        String saved,
        String gone,
        Map<String, String> channels) {
    private static final Words ENGLISH =
            new Words(
                    "en",
                    "Unsubscribe",
                    "Do you want no more e-mail from %s?",
                    "Yes, unsubscribe me",
                    "Done. %s will send you no more news by e-mail.",
                    "Choose what you get",
                    "Your preferences",
                    "Choose how %s may send you news. Messages about your orders always come.",
                    "Save",
                    "Saved.",
                    "This link is not valid or no longer leads anywhere.",
                    Map.of(
                            "email",
                            "E-mail",
                            "sms",
                            "SMS",
                            "push",
                            "Notifications in the browser",
                            "letter",
                            "Letters by post"));
    private static final Words ITALIAN =
            new Words(
                    "it",
                    "Annulla l’iscrizione",
                    "Non vuoi più ricevere e-mail da %s?",
                    "Sì, annulla l’iscrizione",
                    "Fatto. %s non ti invierà più novità via e-mail.",
                    "Scegli che cosa ricevere",
                    "Le tue preferenze",
                    "Scegli come %s può inviarti novità. I messaggi sui tuoi ordini arrivano sempre.",
                    "Salva",
                    "Salvato.",
                    "Questo link non è valido o non porta più a nulla.",
                    Map.of(
                            "email",
                            "E-mail",
                            "sms",
                            "SMS",
                            "push",
                            "Notifiche nel browser",
                            "letter",
                            "Lettere per posta"));
    private static final Words POLISH =
            new Words(
                    "pl",
                    "Wypisz się",
                    "Nie chcesz już dostawać e-maili od %s?",
                    "Tak, wypisz mnie",
                    "Gotowe. %s nie będzie już wysyłać Ci nowości e-mailem.",
                    "Wybierz, co chcesz dostawać",
                    "Twoje ustawienia",
                    "Wybierz, jak %s może przesyłać Ci nowości. Wiadomości o Twoich zamówieniach przychodzą zawsze.",
                    "Zapisz",
                    "Zapisano.",
                    "Ten link jest nieprawidłowy albo już nigdzie nie prowadzi.",
                    Map.of(
                            "email",
                            "E-mail",
                            "sms",
                            "SMS",
                            "push",
                            "Powiadomienia w przeglądarce",
                            "letter",
                            "Listy pocztą"));

    /// English for languages that we do not speak.
    static Words of(String locale) {
        return switch (MailModel.language(locale)) {
            case "it" -> ITALIAN;
            case "pl" -> POLISH;
            default -> ENGLISH;
        };
    }

    /// What stands below a mail whose template has no way out.
    String footer(Shop shop, String address) {
        var postal = shop.settings().postalAddress();
        return "<div style=\"padding:24px;text-align:center;font:12px Arial,sans-serif;color:#6b7280;\">"
                + Pages.escape(postal.isBlank() ? shop.name() : postal)
                + "<br><a href=\""
                + address
                + "\" style=\"color:#6b7280;\">"
                + unsubscribe
                + "</a></div>";
    }
}

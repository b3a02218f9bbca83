package io.ritorno.delivery;

import org.jsoup.nodes.Entities;

/// The few pages that shoppers see: small, without scripts, in light and dark.
final class Pages {
    private static final String STYLE =
            """
            :root{color-scheme:light dark}
            body{font:16px/1.5 system-ui,sans-serif;margin:0;padding:48px 16px;background:#f6f7f9;color:#1f2933}
            main{max-width:480px;margin:0 auto;background:#fff;border-radius:12px;padding:32px;box-shadow:0 1px 3px #0002}
            h1{font-size:20px;margin:0 0 16px}
            p{margin:0 0 16px}
            label{display:flex;gap:12px;align-items:center;padding:12px 0;border-top:1px solid #e4e7eb}
            input{width:20px;height:20px}
            button{font:inherit;font-weight:600;padding:12px 20px;border:0;border-radius:8px;background:#1f2933;color:#fff;cursor:pointer}
            a{color:inherit}
            form{margin:0 0 16px}
            .shop{font-size:14px;font-weight:600;opacity:.75}
            fieldset{border:0;margin:0 0 16px;padding:0}
            legend{padding:0}
            .text{display:block}
            textarea{font:inherit;box-sizing:border-box;width:100%;margin-top:8px;padding:8px 12px;border:1px solid #9aa5b1;border-radius:8px;background:transparent;color:inherit}
            .missing{padding:8px 12px;border-radius:8px;background:#fdeceb;color:#8a1c13}
            .saved{padding:8px 12px;border-radius:8px;background:#e3f9e5;color:#05400a}
            @media(prefers-color-scheme:dark){body{background:#16191d;color:#e4e7eb}main{background:#1f2429}label{border-color:#3a424a}button{background:#e4e7eb;color:#1f2933}}
            """;

    private Pages() {}

    /// @param body HTML
    static String page(String language, String title, String body) {
        return "<!doctype html><html lang=\""
                + language
                + "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
                + "<meta name=\"robots\" content=\"noindex\"><title>"
                + escape(title)
                + "</title><style>"
                + STYLE
                + "</style></head><body><main>"
                + body
                + "</main></body></html>";
    }

    static String escape(String text) {
        return Entities.escape(text).replace("\"", "&quot;");
    }
}

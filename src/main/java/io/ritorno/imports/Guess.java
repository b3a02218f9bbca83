package io.ritorno.imports;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Guesses the mapping from the names of the columns, in the words that shop systems and
/// spreadsheets use, in English, Italian and Polish.
final class Guess {
    /// Our fields and what others call them, folded by [#fold]; the first is our own.
    static final Map<String, List<String>> SYNONYMS = new LinkedHashMap<>();

    private static final List<String> PERSON =
            List.of(
                    "customer_id",
                    "email",
                    "phone",
                    "first_name",
                    "last_name",
                    "name",
                    "country",
                    "city",
                    "company");
    private static final List<String> CUSTOMER =
            List.of(
                    "gender",
                    "birthday",
                    "locale",
                    "tags",
                    "created_at",
                    "updated_at",
                    "consent_email",
                    "consent_sms",
                    "timezone");
    private static final List<String> ORDER =
            List.of(
                    "order_id",
                    "order_number",
                    "order_date",
                    "status",
                    "currency",
                    "total",
                    "shipping",
                    "tax",
                    "discount",
                    "coupon",
                    "payment_method",
                    "quantity",
                    "price",
                    "line_total");
    private static final List<String> PRODUCT =
            List.of(
                    "product_id",
                    "sku",
                    "product_name",
                    "brand",
                    "category",
                    "variant",
                    "url",
                    "image_url");

    static {
        say(
                "customer_id customerid userid user clientid client idcliente idklienta klientid externalid customernumber numerocliente codicecliente numerklienta nrklienta");
        say("email emailaddress mail customeremail billingemail indirizzoemail adresemail");
        say("phone phonenumber telephone tel mobile billingphone telefono cellulare telefon");
        say("first_name firstname givenname billingfirstname nome imie");
        say("last_name lastname surname familyname billinglastname cognome nazwisko");
        say(
                "name fullname customername customer cliente klient nomecompleto nomeecognome imieinazwisko");
        say("country countrycode billingcountry paese nazione kraj");
        say("city town billingcity citta miasto miejscowosc");
        say("company companyname billingcompany azienda ditta firma");
        say("gender sex sesso genere plec");
        say("birthday birthdate dateofbirth dob datadinascita dataurodzenia compleanno urodziny");
        say("locale language lang lingua jezyk");
        say("tags tag etichette tagi etykiety");
        say(
                "created_at createdat created registered registeredat dateregistered registrationdate customersince clientedal klientod");
        say(
                "updated_at updatedat updated modified modifiedat lastmodified lastchange ultimamodifica ostatniazmiana lastchanged");
        say(
                "consent_email consentemail acceptsmarketing newsletter marketing emailconsent zgoda zgodaemail zgodamarketingowa consenso consensoemail consensomarketing consenttoemail zgodanaemail");
        say(
                "consent_sms consentsms smsconsent acceptssms zgodasms consensosms consenttosms zgodanasms");
        say("timezone zone timezone fusoorario strefaczasowa");
        say(
                "order_id orderid invoiceno invoicenumber invoice ordernumber orderno order idordine idzamowienia numerzamowienia nrzamowienia numeroordine nordine codiceordine");
        say(
                "order_number number displaynumber reference shownordernumber numeroordinemostrato wyswietlanynumerzamowienia ordernumberasshown");
        say(
                "order_date orderdate invoicedate date placedat createdat created dateadded paidat dataordine datazamowienia data datadellordine dateoftheorder");
        say("status orderstatus state stato statoordine stan statuszamowienia");
        say("currency currencycode orderCurrency valuta waluta");
        say(
                "total ordertotal grandtotal totale suma razem amount totaleordine totaledellordine sumazamowienia wartosczamowienia totaloftheorder");
        say("shipping shippingcost shippingtotal spedizione dostawa kosztdostawy");
        say("tax taxtotal vat totaltax iva imposte podatek");
        say("discount discounttotal discountamount sconto rabat");
        say("coupon couponcode discountcode kupon");
        say(
                "payment_method paymentmethod payment pagamento platnosc metodaplatnosci metododipagamento metodopagamento sposobplatnosci");
        say("quantity qty lineitemquantity pieces quantita ilosc sztuk");
        say("price unitprice itemprice lineitemprice prezzo prezzounitario cena cenajednostkowa");
        say(
                "line_total linetotal rowtotal subtotal itemtotal totaleriga totaledellariga sumapozycji wartoscpozycji totaloftheline");
        say(
                "product_id productid stockcode itemid articleid productcode code idprodotto codice idproduktu kodproduktu kod productnumber numeroprodotto codiceprodotto numerproduktu");
        say(
                "sku stockkeepingunit lineitemsku itemnumber codicearticolo numerartykulu articlenumber");
        say(
                "product_name productname description itemname lineitemname title prodotto nomeprodotto nazwaproduktu nazwa nome name");
        say("brand vendor manufacturer marca producent marka");
        say("category categories producttype productcategory categoria kategoria");
        say("variant variantname size variante wariant rozmiar");
        say(
                "url link producturl permalink productaddress indirizzodelprodotto adresproduktu addressoftheproduct");
        say(
                "image_url imageurl image imagelink picture immagine zdjecie imageaddress indirizzodellimmagine adresobrazka addressofthepicture");
        say("stock stockquantity inventory availability giacenza stan stanmagazynu magazyn");
    }

    private Guess() {}

    private static void say(String words) {
        var all = words.split(" ");
        var folded = new java.util.ArrayList<String>();
        for (var word : all) folded.add(fold(word));
        SYNONYMS.put(all[0], folded);
    }

    /// Our fields that a file of this kind may have.
    static List<String> fields(Kind kind) {
        return switch (kind) {
            case CUSTOMERS -> join(PERSON, CUSTOMER);
            case PRODUCTS -> join(PRODUCT, List.of("price", "currency", "stock", "updated_at"));
            case ORDERS -> join(ORDER, PRODUCT, PERSON);
        };
    }

    /// @param sample some rows, to see in which order a date has day and month
    static Mapping mapping(Kind kind, List<String> columns, List<List<String>> sample) {
        var fields = fields(kind);
        var guess = new LinkedHashMap<String, String>();
        byName(kind, fields, columns, guess);
        if (kind == Kind.ORDERS && !guess.containsKey("order_id")) {
            // the only number is what the order is known by
            var number = guess.remove("order_number");
            if (number != null) guess.put("order_id", number);
            byName(kind, fields, columns, guess);
        }
        var id =
                switch (kind) {
                    case CUSTOMERS -> "customer_id";
                    case PRODUCTS -> "product_id";
                    case ORDERS -> "order_id";
                };
        for (var column : columns)
            if (fold(column).equals("id") && !guess.containsValue(column))
                guess.putIfAbsent(id, column);
        if (kind != Kind.CUSTOMERS && guess.containsKey("sku"))
            guess.putIfAbsent("product_id", guess.get("sku"));
        var result = new LinkedHashMap<String, String>();
        for (var field : fields) if (guess.containsKey(field)) result.put(field, guess.get(field));
        if (kind == Kind.ORDERS
                && columns.containsAll(List.of("InvoiceNo", "StockCode", "InvoiceDate"))) {
            // invoices as in UCI Online Retail: C… take something back, A… are bookkeeping
            result.put("cancel_prefix", "=C");
            result.put("skip_prefix", "=A");
        }
        monthFirst(columns, sample, result.get("order_date"))
                .ifPresent(format -> result.put("date_format", format));
        return new Mapping(result);
    }

    /// The best word for a field first; a column is one field only.
    private static void byName(
            Kind kind, List<String> fields, List<String> columns, Map<String, String> guess) {
        var words = SYNONYMS.values().stream().mapToInt(List::size).max().orElse(0);
        for (var rank = 0; rank < words; rank++) {
            for (var field : fields) {
                var names = SYNONYMS.getOrDefault(field, List.of());
                if (guess.containsKey(field) || rank >= names.size()) continue;
                for (var column : columns) {
                    if (guess.containsValue(column)
                            || !fold(last(column)).equals(names.get(rank))
                            || !fits(kind, field, column)) continue;
                    guess.put(field, column);
                    break;
                }
            }
        }
    }

    /// What stands within something in an order is about its products.
    private static boolean fits(Kind kind, String field, String column) {
        return kind != Kind.ORDERS
                || !column.contains(".")
                || PRODUCT.contains(field)
                || List.of("quantity", "price", "line_total").contains(field);
    }

    /// `12/31/2025` says that the month comes first; without such a date the day does.
    private static java.util.Optional<String> monthFirst(
            List<String> columns,
            List<List<String>> sample,
            @org.jspecify.annotations.Nullable String column) {
        var index = column == null ? -1 : columns.indexOf(column);
        if (index < 0) return java.util.Optional.empty();
        for (var row : sample) {
            if (row.size() <= index) continue;
            var date = row.get(index);
            if (date.matches("\\d{1,2}/(1[3-9]|2\\d|3[01])/\\d{4}.*")) {
                if (date.matches(".* \\d{1,2}:\\d{2}:\\d{2}"))
                    return java.util.Optional.of("=M/d/yyyy H:mm:ss");
                return java.util.Optional.of(date.contains(":") ? "=M/d/yyyy H:mm" : "=M/d/yyyy");
            }
        }
        return java.util.Optional.empty();
    }

    /// Lower case, without accents, spaces and marks.
    static String fold(String name) {
        return java.text.Normalizer.normalize(
                        name.replace('ł', 'l').replace('Ł', 'l'), java.text.Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]", "");
    }

    private static String last(String column) {
        return column.substring(column.lastIndexOf('.') + 1);
    }

    @SafeVarargs
    private static List<String> join(List<String>... lists) {
        return java.util.Arrays.stream(lists).flatMap(List::stream).toList();
    }
}

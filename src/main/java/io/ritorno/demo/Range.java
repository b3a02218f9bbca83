package io.ritorno.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a demo shop sells: a tree of categories, in each leaf some products with brand and price.
///
/// @param season month in which a leaf's things sell best, by leaf; 0 for the whole year
record Range(List<Item> items, Map<String, List<Item>> byLeaf, Map<String, Integer> season) {
    /// @param noun what its products are called; several kinds separated by `|`
    /// @param least lowest price in whole units of the currency
    private record Leaf(String path, String noun, int least, int most, int peak, String shape) {}

    private static final List<Leaf> OUTDOOR =
            List.of(
                    new Leaf(
                            "Footwear/Hiking boots",
                            "Hiking boots|Trekking boots",
                            349,
                            1199,
                            9,
                            "boot"),
                    new Leaf(
                            "Footwear/Trail running",
                            "Trail shoes|Running shoes",
                            299,
                            799,
                            4,
                            "shoe"),
                    new Leaf("Footwear/Sandals", "Trekking sandals", 149, 449, 6, "shoe"),
                    new Leaf("Footwear/Winter boots", "Winter boots", 349, 999, 11, "boot"),
                    new Leaf(
                            "Clothing/Jackets/Rain",
                            "Rain jacket|Hardshell",
                            299,
                            1599,
                            10,
                            "jacket"),
                    new Leaf("Clothing/Jackets/Down", "Down jacket", 499, 1799, 12, "jacket"),
                    new Leaf("Clothing/Fleece", "Fleece|Hooded fleece", 149, 549, 10, "jacket"),
                    new Leaf(
                            "Clothing/Trousers",
                            "Trekking trousers|Softshell trousers",
                            199,
                            699,
                            5,
                            "trousers"),
                    new Leaf(
                            "Clothing/Base layers",
                            "Merino top|Thermal leggings",
                            129,
                            449,
                            12,
                            "shirt"),
                    new Leaf("Clothing/T-shirts", "T-shirt|Merino T-shirt", 79, 299, 6, "shirt"),
                    new Leaf("Clothing/Socks", "Hiking socks|Ski socks", 29, 129, 0, "sock"),
                    new Leaf(
                            "Clothing/Hats and gloves",
                            "Beanie|Gloves|Sun hat",
                            49,
                            249,
                            12,
                            "hat"),
                    new Leaf(
                            "Camping/Tents",
                            "2-person tent|3-person tent|Ultralight tent",
                            399,
                            2999,
                            6,
                            "tent"),
                    new Leaf(
                            "Camping/Sleeping bags",
                            "Sleeping bag|Down sleeping bag",
                            199,
                            1899,
                            6,
                            "bag"),
                    new Leaf("Camping/Mats", "Sleeping mat|Inflatable mat", 89, 799, 6, "bag"),
                    new Leaf("Camping/Stoves", "Gas stove|Cooking system", 99, 699, 6, "stove"),
                    new Leaf("Camping/Cookware", "Titanium mug|Pot set", 39, 349, 6, "stove"),
                    new Leaf("Camping/Lamps", "Head torch|Camping lantern", 79, 549, 11, "lamp"),
                    new Leaf("Packs/Day packs", "Day pack 20 l|Day pack 28 l", 149, 599, 5, "pack"),
                    new Leaf(
                            "Packs/Trekking packs",
                            "Trekking pack 55 l|Trekking pack 65 l",
                            399,
                            1399,
                            5,
                            "pack"),
                    new Leaf(
                            "Packs/Travel bags",
                            "Duffel 60 l|Travel pack 40 l",
                            249,
                            899,
                            6,
                            "pack"),
                    new Leaf("Climbing/Harnesses", "Climbing harness", 199, 549, 5, "ring"),
                    new Leaf(
                            "Climbing/Ropes",
                            "Single rope 60 m|Half rope 50 m",
                            449,
                            1099,
                            5,
                            "ring"),
                    new Leaf("Climbing/Helmets", "Climbing helmet", 199, 499, 5, "helmet"),
                    new Leaf("Climbing/Hardware", "Quickdraw set|Carabiner", 39, 499, 5, "ring"),
                    new Leaf(
                            "Winter/Ski touring",
                            "Touring skis|Touring boots",
                            1499,
                            3999,
                            12,
                            "ski"),
                    new Leaf("Winter/Snowshoes", "Snowshoes", 349, 1199, 1, "ski"),
                    new Leaf("Trekking/Poles", "Trekking poles|Folding poles", 129, 699, 5, "ski"),
                    new Leaf("Trekking/Bottles", "Bottle 1 l|Flask 0.75 l", 39, 199, 6, "bottle"),
                    new Leaf(
                            "Trekking/Navigation",
                            "GPS watch|Map and compass",
                            59,
                            2499,
                            5,
                            "watch"));

    private static final List<Leaf> FOOD =
            List.of(
                    new Leaf(
                            "Olio",
                            "Olio extravergine 0,5 l|Olio extravergine 3 l",
                            9,
                            49,
                            11,
                            "bottle"),
                    new Leaf("Pasta", "Paccheri|Trofie|Spaghetti", 3, 9, 0, "bag"),
                    new Leaf("Conserve", "Pesto|Carciofini|Pomodori secchi", 5, 14, 0, "bottle"),
                    new Leaf("Dolci", "Panettone|Cantucci|Torrone", 6, 39, 12, "bag"));

    private static final List<String> OUTDOOR_BRANDS =
            List.of(
                    "Alvera",
                    "Montelupo",
                    "Tatrana",
                    "Nordvig",
                    "Kestrel Fell",
                    "Brambling",
                    "Orsola",
                    "Halny",
                    "Granero",
                    "Sassolungo",
                    "Wolfsgill",
                    "Puszcza",
                    "Ravenhow",
                    "Altavento",
                    "Skerry",
                    "Limba",
                    "Vetta Nove",
                    "Turnia",
                    "Fennick",
                    "Camoscio");
    private static final List<String> FOOD_BRANDS =
            List.of("Frantoio Oneglia", "Pastificio Arduino", "Casa Olivia", "Forno Lanterna");
    private static final List<String> MODELS =
            List.of(
                    "Aspen",
                    "Breva",
                    "Corvo",
                    "Dorado",
                    "Eiger",
                    "Falco",
                    "Giewont",
                    "Halo",
                    "Ibex",
                    "Jura",
                    "Kite",
                    "Lynx",
                    "Marmot Bay",
                    "Nevis",
                    "Onda",
                    "Pian",
                    "Quarz",
                    "Rysy",
                    "Sella",
                    "Tarn",
                    "Ursa",
                    "Vento",
                    "Wharfe",
                    "Xenia",
                    "Yarrow",
                    "Zefiro");

    /// 600 products for the large shop.
    static Range outdoor() {
        return of("N", OUTDOOR, OUTDOOR_BRANDS, 20);
    }

    /// 40 for the small one.
    static Range food() {
        return of("O", FOOD, FOOD_BRANDS, 10);
    }

    private static Range of(String prefix, List<Leaf> leaves, List<String> brands, int each) {
        var items = new ArrayList<Item>();
        for (var leaf : leaves)
            for (var i = 0; i < each; i++)
                items.add(item(prefix + (1001 + items.size()), leaf, brands, i));
        return new Range(
                List.copyOf(items),
                items.stream().collect(Collectors.groupingBy(Item::category)),
                leaves.stream().collect(Collectors.toMap(Leaf::path, Leaf::peak)));
    }

    private static Item item(String id, Leaf leaf, List<String> brands, int i) {
        var dice = Dice.of(id, i);
        var brand = dice.pick(brands);
        var kinds = leaf.noun().split("\\|");
        // most things are cheap, few are dear; prices end in 9
        var span = leaf.most() - leaf.least();
        var price = leaf.least() + (long) (span * Math.pow(dice.fraction(), 2.2));
        if (leaf.least() >= 29) price = price / 10 * 10 + 9;
        var model = MODELS.get((i * 7 + leaf.path().length()) % MODELS.size());
        return new Item(
                id,
                brand + " " + model + " " + lower(kinds[i % kinds.length]),
                brand,
                leaf.path(),
                price * 100,
                leaf.shape(),
                Math.pow(dice.fraction(), 3) * 9 + 1);
    }

    private static String lower(String noun) {
        // a GPS watch stays one
        if (noun.length() > 1 && Character.isUpperCase(noun.charAt(1))) return noun;
        return noun.substring(0, 1).toLowerCase(Locale.ROOT) + noun.substring(1);
    }

    /// How much a leaf sells in a month, 1 being the average.
    double demand(String leaf, int month) {
        var peak = season.getOrDefault(leaf, 0);
        if (peak == 0) return 1;
        return 1 + 0.7 * Math.cos((month - peak) * Math.PI / 6);
    }

    Map<String, Item> byId() {
        return items.stream().collect(Collectors.toMap(Item::id, Function.identity()));
    }
}

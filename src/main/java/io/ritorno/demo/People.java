package io.ritorno.demo;

import io.ritorno.demo.Person.Kind;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The people of a demo shop, drawn one by one from their number.
final class People {
    private record Nation(
            String locale,
            String country,
            String prefix,
            List<String> women,
            List<String> men,
            List<String> surnames,
            List<String> cities) {}

    private static final Nation ITALY =
            new Nation(
                    "it",
                    "IT",
                    "+39 3",
                    words(
                            "Giulia Sofia Aurora Martina Chiara Francesca Elena Alessia Sara Valentina Federica"
                                    + " Silvia Paola Laura Beatrice Camilla Ilaria Serena Marta Lucia"),
                    words(
                            "Leonardo Francesco Lorenzo Alessandro Andrea Mattia Gabriele Riccardo Marco Luca"
                                    + " Davide Matteo Stefano Paolo Giovanni Antonio Simone Nicola Fabio Pietro"),
                    words(
                            "Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo"
                                    + " Conti Mancini Costa Giordano Rizzo Lombardi Moretti Barbieri Fontana Santoro"
                                    + " Mariani Rinaldi Caruso Ferrara Galli Martini Leone Longo"),
                    words(
                            "Milano Torino Genova Bologna Verona Padova Trento Bergamo Firenze Roma Udine Parma"));
    private static final Nation POLAND =
            new Nation(
                    "pl",
                    "PL",
                    "+48 5",
                    words(
                            "Anna Maria Katarzyna Małgorzata Agnieszka Barbara Ewa Zofia Julia Zuzanna Hanna Maja"
                                    + " Oliwia Natalia Aleksandra Joanna Magdalena Karolina Monika Paulina"),
                    words(
                            "Piotr Krzysztof Andrzej Tomasz Paweł Jan Michał Marcin Jakub Adam Marek Łukasz Mateusz"
                                    + " Wojciech Kamil Szymon Filip Bartosz Rafał Grzegorz"),
                    words(
                            "Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański"
                                    + " Woźniak Dąbrowski Kozłowski Jankowski Mazur Wojciechowski Kwiatkowski Krawczyk"
                                    + " Kaczmarek Piotrowski Grabowski Pawłowski Michalski Król Wieczorek Jabłoński"
                                    + " Wróbel Majewski Olszewski Stępień Malinowski"),
                    words(
                            "Warszawa Kraków Wrocław Poznań Gdańsk Katowice Łódź Lublin Szczecin Rzeszów Zakopane Gdynia"));
    private static final Nation BRITAIN =
            new Nation(
                    "en",
                    "GB",
                    "+44 77",
                    words(
                            "Olivia Amelia Isla Ava Emily Grace Freya Charlotte Sophie Alice Lucy Hannah Emma Ellie"
                                    + " Megan Rachel Laura Claire Helen Kate"),
                    words(
                            "Oliver George Harry Noah Jack Charlie Oscar William Henry Thomas James Daniel Samuel"
                                    + " Joseph Edward Ben Alex Robert Michael David"),
                    words(
                            "Smith Jones Taylor Brown Williams Wilson Johnson Davies Patel Wright Walker White"
                                    + " Thompson Hughes Edwards Green Hall Wood Harris Lewis Martin Jackson Clarke"
                                    + " Turner Hill Cooper Ward Morris Moore Clark"),
                    words(
                            "London Leeds Bristol Manchester Sheffield Edinburgh Glasgow Cardiff Kendal Keswick York Bath"));

    private final String prefix;
    private final double[] nations;
    private final List<String> leaves;
    private final List<Person> all = new ArrayList<>();

    /// @param nations how many Italians, Poles and Britons, against each other
    People(String prefix, int size, Range range, double... nations) {
        this.prefix = prefix;
        this.nations = nations;
        this.leaves = range.byLeaf().keySet().stream().sorted().toList();
        for (var i = 0; i < size; i++) all.add(draw(i));
    }

    List<Person> all() {
        return all;
    }

    /// The person with this user id, or null when it is nobody of ours.
    @Nullable Person find(String userId) {
        if (!userId.matches(prefix + "[0-9]{1,9}")) return null;
        var number = Integer.parseInt(userId.substring(prefix.length()));
        return number < all.size() ? all.get(number) : null;
    }

    private Person draw(int number) {
        var dice = Dice.of("person " + prefix, number);
        var nation = List.of(ITALY, POLAND, BRITAIN).get(dice.weighted(nations));
        var woman = dice.chance(0.52);
        var first = dice.pick(woman ? nation.women() : nation.men());
        var last = dice.pick(nation.surnames());
        if (woman && nation == POLAND && last.endsWith("ki"))
            last = last.substring(0, last.length() - 1) + "a";
        var kind = Kind.values()[dice.weighted(36, 33, 23, 8)];
        var tastes = new ArrayList<String>();
        for (var i = dice.between(1, 3); i > 0; i--) tastes.add(dice.pick(leaves));
        var address =
                plain(first) + "." + plain(last) + number + "@" + nation.locale() + ".example";
        return new Person(
                number,
                prefix + number,
                first,
                last,
                woman,
                address,
                nation.prefix() + (10_000_000 + dice.below(89_999_999)),
                nation.locale(),
                nation.country(),
                dice.pick(nation.cities()),
                LocalDate.of(dice.between(1950, 2006), 1, 1).plusDays(dice.below(365)),
                kind,
                0.5 + dice.after(0.5),
                List.copyOf(tastes),
                dice.chance(0.72),
                dice.chance(0.2));
    }

    private static String plain(String name) {
        var split =
                Normalizer.normalize(name.replace('ł', 'l').replace('Ł', 'L'), Normalizer.Form.NFD);
        return split.replaceAll("[^a-zA-Z]", "").toLowerCase(Locale.ROOT);
    }

    private static List<String> words(String text) {
        return List.of(text.split(" "));
    }
}

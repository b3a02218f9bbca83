package io.ritorno.demo;

/// A product of a demo shop.
///
/// @param category whole path
/// @param price minor units
/// @param shape which drawing stands for it
/// @param popularity how often it is looked at, against others
record Item(
        String id,
        String name,
        String brand,
        String category,
        long price,
        String shape,
        double popularity) {}

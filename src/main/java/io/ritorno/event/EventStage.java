package io.ritorno.event;

/// One feature's part in what an event does. Stages run in the order of [#order], each over the
/// whole batch with set statements, inside the lane's transaction. A stage that throws makes the
/// batch be tried in halves until the event that does it stands alone; that one goes to
/// `failed_event` with the message, so say in it what the shop must change.
public interface EventStage {
    // who the people are and what they agreed to
    int TRAITS = 10;
    // products, then orders (which look at refunds), then carts (which look at orders)
    int CATALOG = 20;
    int ORDERS = 30;
    int CARTS = 40;
    // sums per person, touches and credit, all from the rows the stages before have written
    int TOTALS = 50;
    int ATTRIBUTION = 55;
    // the event log itself is written here, at 60, and once more at the end for what came later
    int LOG = 60;
    int SEGMENTS = 70;
    int FLOWS = 80;

    int order();

    void apply(Batch batch);

    /// What [#apply] wrote was taken back: forget what is remembered of it outside the database.
    default void rolledBack() {}
}

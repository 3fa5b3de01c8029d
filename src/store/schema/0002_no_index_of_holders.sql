-- Nothing asks for a holder's records, and every write paid for it.
DROP INDEX record_of_holder;

"""How learning systems lay out what was handed in: one reader each, all behind one interface."""

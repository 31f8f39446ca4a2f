"""Lists of people from a spreadsheet: read the cells, plan every row, write the plan, undo it."""

-- Lists of cases at the size of two million: whichever of area and category lets the fewest through leads the way; by time
-- and for those that are open there are indexes already.
create index cases_area on cases (area_code text_pattern_ops, id desc);
create index cases_category on cases (category_code, id desc);

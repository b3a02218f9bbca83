-- How many people stand behind the lines of orders. Joined by part and person, PostgreSQL 18 estimates by it; by the person alone
-- it takes it that everybody bought as much as the best customer, see segment.Facts
create statistics order_line_people (ndistinct) on part, profile_id from order_line;
analyze order_line (part, profile_id);

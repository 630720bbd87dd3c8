"""What a page says about its statement: title, dates, publisher, countries, languages."""

"""Records in the forms that other libraries give, for those who switch."""

-- For overviews of others: the size of an enterprise and the key lists it stands on, as far as the asker sees the card.
create view enterprises.class_view with (security_invoker = true) as
  select organisation_id, size_class from enterprises.enterprise;
create view enterprises.listed_view with (security_invoker = true) as
  select organisation_id, list_code, since, until from enterprises.key_list_member;
grant select on enterprises.class_view, enterprises.listed_view to wenlian_app, wenlian_all;

{# What the search looks through: tables, and a row for each record; pages/search.py says what stands where. #}
{% import "components/labels.html" as labels %}
{% set words = {"event": labels.event_state, "statement": {"unconfirmed": _("unconfirmed")}, "actor": labels.actor_type, "source": labels.source_kind, "figure": labels.stage, "measure": labels.measure_state, "correction": labels.correction_class} %}
{% set kinds = [] %}
{% for kind, place in view.kinds %}{% do kinds.append([kind, place, labels.kind[kind]|capital]) %}{% endfor %}
{% set facts = [] %}
{% for sort, value in view.facts %}
{% do facts.append(value|date if sort == "date" else value|amount if sort == "amount" else value if sort == "name" else words[sort][value]) %}
{% endfor %}
{% set rows = [] %}
{% for row in view.rows %}{% do rows.append(row if row[2] else row[:2] + (_("How this was made"),) + row[3:]) %}{% endfor %}
window.ONRECORD_SEARCH = {{ [kinds, view.languages, facts, view.names, rows]|script }};

{# What the search looks through first: tables, and a row for each record; pages/search.py says what stands where. #}
{% import "components/labels.html" as labels %}
window.ONRECORD_SEARCH = {{ view.worded(labels.kind, labels.state, wording, _("How this was made"))|script }};

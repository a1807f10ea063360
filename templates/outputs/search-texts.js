{# All texts, for where titles and names are not enough: a row for each of search-index.js; pages/search.py says what stands where. #}
window.ONRECORD_TEXTS = {{ (view.stamp, view.languages, view.rows)|script }};

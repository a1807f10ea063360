"""Jinja as it is set up here: calls and escaping come to the same as Jinja's and MarkupSafe's own."""

from pathlib import Path

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape
from onrecord.records.fields import Foreign
from onrecord.templating.desk import once
from onrecord.templating.engine import _escaped, environment

# Templates whose calls reach everything that a macro can be given.
CALLS = {
    "in order": "{% macro m(a, b) %}<{{ a }}|{{ b }}>{% endmacro %}{{ m('x', '&') }}",
    "left out": "{% macro m(a, b='<') %}{{ a }}{{ b }}{% endmacro %}{{ m('x') }}{{ m('x', 'y') }}",
    "by name": "{% macro m(a, b='-') %}{{ a }}{{ b }}{% endmacro %}{{ m(b='1', a='2') }}",
    "in a loop": "{% macro m(a) %}[{{ a }}]{% endmacro %}{% for one in 'a&b' %}{{ m(one) }}{{ m(a=one) }}{% endfor %}",
    "more than it names": "{% macro m(a) %}{{ a }}{{ varargs|join('&') }}{{ kwargs.z }}{% endmacro %}{{ m(1, 2, 3, z='<') }}",
    "a caller": "{% macro m(a) %}{{ a }}{{ caller('<') }}{% endmacro %}{% call(x) m('&') %}{{ x }}{% endcall %}",
    "a caller in a loop": "{% macro m() %}({{ caller() }}){% endmacro %}{% for one in 'ab' %}{% call m() %}{{ one }}{% endcall %}{% endfor %}",
    "a macro in a macro": "{% macro i(a) %}<b>{{ a }}</b>{% endmacro %}{% macro m(a) %}{{ i(a) }}{% endmacro %}{{ m('<') }}",
    "in an attribute": "{% macro m(a) %}<i>{{ a }}</i>{% endmacro %}{% set x = m('&') %}{{ x }}{{ x|length }}{{ 'p' ~ x }}",
    "a method": "{{ 'a,b'.split(',')|join('&') }}{{ 'x'.join(['<', '>']) }}",
    "what a loop sets": "{% macro m(a) %}[{{ a }}]{% endmacro %}{% for one in 'ab' %}{% set x = one %}{{ m(x) }}{{ m(a=x) }}{% endfor %}",
    "what a block sets": "{% macro m(a) %}[{{ a }}]{% endmacro %}{% block b %}{% set x = 1 %}{{ m(x) }}{{ m(a=x) }}{% endblock %}",
    "nothing, to one that takes more": "{% macro m() %}{{ varargs|length }}{{ kwargs|length }}{% endmacro %}{{ m() }}",
    "nothing, to one that asks for a caller": "{% macro m() %}{{ 'one' if caller is defined else 'none' }}{% endmacro %}{{ m() }}",
    "what asks for the context": "{% for one in [1] %}{{ named('one') }}{% endfor %}",
}


@jinja2.pass_context
def named(context: jinja2.runtime.Context, name: str) -> str:
    """The value of a name where it is called."""
    return str(context.get(name, "nothing"))


def plain() -> jinja2.Environment:
    """Jinja as it comes, with the same choices."""
    return jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.do"],
    )


@pytest.fixture(scope="module")
def ours() -> jinja2.Environment:
    """Jinja as it is set up here; no template is read."""
    return environment((Path("nowhere"),))


@pytest.mark.parametrize("what", CALLS)
def test_a_call_comes_to_the_same(ours: jinja2.Environment, what: str) -> None:
    """Whatever a macro, a function or a method is given, what is put out is what Jinja itself puts out."""
    theirs = plain()
    for one in (ours, theirs):
        one.globals["named"] = named
    assert theirs.from_string(CALLS[what]).render() == ours.from_string(CALLS[what]).render()


def test_a_name_that_a_loop_sets_is_handed_on_by_jinja_alone() -> None:
    """That is the one difference. Only what asks for the context sees it; of ours nothing does, as test_render has it."""
    theirs, ours = plain(), environment((Path("nowhere"),))
    text = "{% for one in [1] %}{% set x = one %}{{ named('x') }}{% endfor %}"
    for one in (ours, theirs):
        one.globals["named"] = named
    assert ("1", "nothing") == (theirs.from_string(text).render(), ours.from_string(text).render())


def test_what_gettext_is_given_in_a_loop_it_has() -> None:
    """Its functions ask for the context, and look up no name in it."""
    fresh = environment((Path("nowhere"),))
    fresh.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    text = "{% for one in [1, 2] %}{% set x = one %}{{ ngettext('%(num)s <', '%(num)s >', x) }}{% endfor %}"
    assert "1 <2 >" == fresh.from_string(text).render()


@pytest.mark.parametrize("call", ["m()", "m(1, 2, 3)", "m(1, 2, z=3)", "m(1, a=2)"])
def test_a_wrong_call_is_refused_alike(ours: jinja2.Environment, call: str) -> None:
    """What a macro does not take, or lacks and asks for, is an error here as there."""
    text = f"{{% macro m(a, b) %}}{{{{ a }}}}{{{{ b }}}}{{% endmacro %}}{{{{ {call} }}}}"
    errors = []
    for one in (ours, plain()):
        with pytest.raises((TypeError, jinja2.UndefinedError)) as found:
            one.from_string(text).render()
        errors.append((found.type, str(found.value)))
    assert errors[0] == errors[1]


@given(
    st.one_of(st.text(), st.text().map(Markup), st.integers(), st.text(min_size=1).map(lambda one: Foreign(one, "fr")))
)
def test_what_is_put_out_is_escaped_as_markupsafe_does(value: object) -> None:
    """Any text, clean or not, in any language, and any other value comes out as by MarkupSafe."""
    assert str(escape(value)) == str(_escaped(value))


def test_what_is_put_out_stays_inert(ours: jinja2.Environment) -> None:
    """Whatever way a text takes, through macros, blocks or sets, its signs are escaped once."""
    text = "{% macro m(a) %}{{ a }}{% endmacro %}{% set x %}{{ bad }}{% endset %}{{ bad }}{{ m(bad) }}{{ m(m(bad)) }}{{ x }}"
    assert "&lt;b&gt;&amp;&#34;&#39;" * 4 == ours.from_string(text).render(bad="<b>&\"'")


def test_a_template_that_is_imported_is_run_once(ours: jinja2.Environment) -> None:
    """However many pages import a component, it is run for the first of them."""
    runs: list[int] = []
    ours.globals["count"] = lambda: runs.append(1) or ""
    ours.loader = jinja2.DictLoader({"part": "{{ count() }}{% macro m() %}m{% endmacro %}"})
    page = ours.from_string("{% import 'part' as part %}{% from 'part' import m %}{{ part.m() }}{{ m() }}")
    assert ["mm", "mm"] == [page.render(), page.render()]
    assert [1] == runs


def test_what_is_once_is_worked_out_once_for_the_same_arguments(ours: jinja2.Environment) -> None:
    """Of equal arguments the outcome is remembered, of others it is worked out; arguments by name are not remembered."""
    asked: list[tuple[object, ...]] = []
    ours.globals.update(once=once, note=lambda *given: asked.append(given) or "")
    text = (
        "{% macro m(a, b='-') %}{{ note(a, b) }}{{ a }}{{ b }}{% endmacro %}{% set m = once(m) %}"
        "{{ m('<') }}{{ m('<') }}{{ m('x', 'y') }}{{ m('<') }}{{ m(a='<') }}{{ m(a='<') }}"
    )
    assert "&lt;-&lt;-xy&lt;-&lt;-&lt;-" == ours.from_string(text).render()
    assert [("<", "-"), ("x", "y"), ("<", "-"), ("<", "-")] == asked


@pytest.mark.parametrize(
    "alike", [(1, True), ("<", Markup("<")), ("x", Foreign("x", "fr")), (Foreign("x", "de"), Foreign("x", "fr"))]
)
def test_what_is_once_tells_apart_what_is_shown_in_another_way(
    ours: jinja2.Environment, alike: tuple[object, object]
) -> None:
    """Equal values of different types, and the same text in two languages, are each shown as they are."""
    ours.globals["once"] = once
    text = "{% macro m(a) %}{{ a }}{% endmacro %}{% set m = once(m) %}{{ m(one) }}{{ m(other) }}"
    one, other = alike
    assert str(escape(one)) + str(escape(other)) == ours.from_string(text).render(one=one, other=other)

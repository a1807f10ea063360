"""Jinja, set up: every template is escaped, strict about names that are not there, and compiled once in a process.

A page calls some hundred macros, so what Jinja does at each call is most of a build. Four of its general ways are cut
short here where they come to the same: a macro or plain function is called without asking what it wants handed in; no
call hands on the names that were set in the loop or block around it; an imported template is run once for all pages,
without a look whether the page has globals of its own, and none has; and a text that holds nothing to be escaped is put
out as it is.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from types import CodeType, FunctionType, MethodType
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup, escape


class _Compiled(jinja2.BytecodeCache):
    """Compiled templates by the hash of their source, kept while the program runs, so that ``serve`` is quick."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, str], CodeType] = {}
        self.asked: dict[str, str] = {}  # of each template the source that was asked for last

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Fill the bucket if this very source was compiled before."""
        self.asked[bucket.key] = bucket.checksum
        bucket.code = self.known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Remember what was compiled."""
        if bucket.code is not None:
            self.known[bucket.key, bucket.checksum] = bucket.code

    def recall(self, compiled: Mapping[tuple[str, str], CodeType]) -> None:
        """Take what was compiled when the program last ran."""
        self.known = {**compiled, **self.known}

    def used(self) -> dict[tuple[str, str], CodeType]:
        """What was asked for, and could be compiled."""
        return {name: self.known[name] for name in self.asked.items() if name in self.known}


COMPILED = _Compiled()


class _Macro(Macro):
    """A macro that is run at once where it is given just what it asks for, in order."""

    def __init__(self, environment: jinja2.Environment, func: Callable[..., str], *args: Any) -> None:
        super().__init__(environment, func, *args)
        self.run = func
        self.most = -1 if self.caller or self.catch_kwargs or self.catch_varargs else len(self.arguments)
        self.left_out = tuple((missing,) * number for number in range(self.most + 1))


class _Context(Context):
    """A context that calls macros, functions and methods at once; all else as Jinja does."""

    def call(self, obj: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """The outcome of a call in a template."""
        if isinstance(obj, _Macro):
            left = obj.most - len(args)
            if kwargs or left < 0:
                return obj(self.eval_ctx, *args, **kwargs)
            return str.__new__(Markup, obj.run(*args, *obj.left_out[left]))
        kind = type(obj)
        if (kind is MethodType or kind is FunctionType) and not hasattr(obj, "jinja_pass_arg"):
            return obj(*args, **kwargs)
        return super().call(obj, *args, **kwargs)


class _Code(CodeGenerator):
    """Code in which a call hands on no names that were set in the loop or block around it, and nothing is worked out yet.

    The names are for functions that ask for the context and look names up in it. Jinja's own for gettext look up none, and
    there are no others. What a filter gives for a constant is not written into the code, for it may depend on the language,
    and code is the same in all of them.
    """

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """Write a call."""
        plain = frame.copy()
        plain.loop_frame = plain.block_frame = False
        super().visit_Call(node, plain, forward_caller=forward_caller)

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        if not isinstance(node, nodes.TemplateData):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)


class _Template(jinja2.Template):
    """A template that is run once when it is imported, whichever page imports it, with our macros and escaping."""

    @classmethod
    def from_code(cls, *args: Any, **kwargs: Any) -> jinja2.Template:
        """A template of its compiled code."""
        template = super().from_code(*args, **kwargs)
        template.root_render_func.__globals__.update(Macro=_Macro, escape=_escaped)
        return template

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:  # noqa: ARG002
        if self._module is None:
            self._module = self.make_module()
        return self._module


_SPECIAL = re.compile("[&<>'\"]")


def _escaped(value: Any) -> str:
    """A value as it is put out: the same as by MarkupSafe, without making a new text where nothing is to be escaped."""
    kind = type(value)
    if kind is Markup or (kind is str and not _SPECIAL.search(value)):
        return value  # type: ignore[no-any-return]
    return escape(value)


Templates = Mapping[str, tuple[str, str]]  # by name: the text, and where it stands


def environment(folders: Sequence[Templates]) -> jinja2.Environment:
    """Jinja, with the templates of the first folder before those of the next; the last stay in reach as ``default/...``."""
    loaders: list[jinja2.BaseLoader] = [_loader(folder) for folder in folders]
    default = loaders[-1]
    environment = jinja2.Environment(
        loader=jinja2.ChoiceLoader([*loaders, jinja2.PrefixLoader({"default": default})]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        optimized=False,  # see _Code
        auto_reload=False,  # each build has its templates as they were when it began
        bytecode_cache=COMPILED,
    )
    environment.newstyle_gettext = True  # type: ignore[attr-defined]  # which the code depends on
    environment.template_class = _Template
    environment.context_class = _Context
    environment.code_generator_class = _Code
    return environment


def _loader(folder: Templates) -> jinja2.BaseLoader:
    """Jinja's way to templates that were read before."""

    def load(name: str) -> tuple[str, str, None] | None:
        found = folder.get(name)
        return (*found, None) if found else None

    return jinja2.FunctionLoader(load)

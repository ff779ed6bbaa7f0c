"""Weights, cut-offs and gates in the real window: seen, checked while typed, applied as one step, reset, undone."""

import pytest

from outsourcing_planner.engine.scheme_changes import as_mapping
from outsourcing_planner.ui.dialogs.scheme_dialog import SchemeDialog


@pytest.fixture
def sample(desk):
    desk.window.commands["open_sample"].trigger()
    return desk


@pytest.fixture
def dialog(sample, qtbot):
    made = SchemeDialog(sample.document, sample.window)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def answered(monkeypatch):
    """What a person does in the dialog that the command opens, followed by Apply."""

    def answer(act):
        def run(dialog):
            act(dialog)
            return True

        monkeypatch.setattr(SchemeDialog, "answered", run)

    return answer


def test_that_the_figures_in_force_are_shown_and_sum_to_100(sample, dialog):
    scheme = sample.document.libraries.scheme
    assert dialog.weights["knowledge_weights"].values() == dict(scheme.knowledge_weights)
    assert dialog.weights["fit_weights"].values() == dict(scheme.fit_weights)
    assert dialog.cuts.values()["kind_cut"] == scheme.kind_cut
    assert [field.value for field in dialog.steps] == list(scheme.size_steps)
    assert dialog.changes == {}
    assert dialog.do.isEnabled()


def test_that_the_sum_is_told_while_typing_and_another_sum_cannot_be_applied(dialog):
    part = dialog.weights["knowledge_weights"]
    part.fields["judgement"].setText("40")
    assert "110" in part.sum.text()
    assert not dialog.do.isEnabled()
    assert "110" in dialog.message.text()
    part.scale.click()
    assert sum(part.values().values()) == pytest.approx(100, abs=1e-9)
    assert dialog.do.isEnabled()
    assert part.values()["judgement"] == pytest.approx(40 / 1.1, abs=0.01)


@pytest.mark.parametrize("text", ["", "abc", "-5"])
def test_that_no_figure_is_refused_by_its_name(dialog, text):
    dialog.cuts.fields["pilot_below"].setText(text)
    assert not dialog.do.isEnabled()
    assert "Pilot below fit" in dialog.message.text()


def test_that_cut_offs_out_of_order_are_refused_in_the_words_of_the_dialog(dialog):
    dialog.cuts.fields["retain_below"].setText("60")
    assert not dialog.do.isEnabled()
    assert "Keep below fit" in dialog.message.text()
    assert "retain_below" not in dialog.message.text()


def test_that_what_would_change_is_told_before_it_is_applied(sample, dialog):
    dialog.cuts.fields["kind_cut"].setText("99")
    assert f"of {len(sample.document.plan)} functions" in dialog.message.text()
    assert not dialog.message.text().startswith("0 of")


def test_that_a_lower_cut_classifies_anew_at_once_as_one_step_and_undo_brings_it_back(sample, answered):
    before = list(sample.document.evaluation.columns["label"])
    assert "BPO" in before
    answered(lambda dialog: dialog.cuts.fields["kind_cut"].setText("1"))
    steps = sample.stack.count()
    sample.window.commands["scheme"].trigger()
    assert sample.stack.count() == steps + 1
    assert "BPO" not in set(sample.document.evaluation.columns["kind"]) - {None}
    sample.window.commands["undo"].trigger()
    assert list(sample.document.evaluation.columns["label"]) == before


def test_that_reset_brings_the_shipped_figures_back(sample, answered):
    answered(lambda dialog: dialog.gates.fields["core_specificity"].setText("2"))
    sample.window.commands["scheme"].trigger()
    assert sample.document.libraries.scheme.core_specificity == 2
    answered(lambda dialog: dialog.reset.click())
    sample.window.commands["scheme"].trigger()
    assert as_mapping(sample.document.libraries.scheme) == as_mapping(sample.document.shipped.scheme)

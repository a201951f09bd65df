from course_utils.plots.schedules import ladder, schedules


def test_every_schedule_is_a_line_with_its_name_in_the_legend():
    figure = schedules({"held": [0.01, 0.01], "one cycle": [0.004, 0.02]}, title="Two schedules")
    axes = figure.axes[0]
    assert [list(line.get_ydata()) for line in axes.lines] == [[0.01, 0.01], [0.004, 0.02]]
    assert len({line.get_linestyle() for line in axes.lines}) == 2
    words = [text.get_text() for text in figure.legends[0].get_texts()]
    assert words == ["held", "one cycle"]
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("step", "learning rate")


def test_every_run_of_a_rung_is_a_dot_at_its_share_of_mistakes():
    figure = ladder({"published": [0.95, 0.96], "one cycle": [0.97, 0.98]}, title="A ladder")
    axes = figure.axes[0]
    dots = [list(line.get_xdata()) for line in axes.lines if line.get_marker() == "o"]
    assert [[round(x, 6) for x in run] for run in dots] == [[5, 4], [3, 2]]
    assert axes.get_xscale() == "log"
    assert [tick.get_text() for tick in axes.get_yticklabels()] == ["published", "one cycle"]


def test_a_run_without_a_mistake_can_be_drawn_too():
    axes = ladder({"all right": [1.0, 0.99]}).axes[0]
    assert min(axes.lines[0].get_xdata()) > 0

#%% wrong: the threshold itself counts as dark
def text_colour(value, threshold=125):
    if value <= threshold:
        return "white"
    return "black"

#%% wrong: colours the wrong way round
def text_colour(value, threshold=125):
    if value < threshold:
        return "black"
    else:
        return "white"

#%% wrong: threshold argument ignored
def text_colour(value, threshold=125):
    return "white" if value < 125 else "black"

#%% wrong: prints instead of returning
def text_colour(value, threshold=125):
    if value < threshold:
        print("white")
    else:
        print("black")

#%% wrong: value scaled to [0, 1], threshold not
def text_colour(value, threshold=125):
    value = value / 255
    return "white" if value < threshold else "black"

#%% wrong: nothing returned in the light case
def text_colour(value, threshold=125):
    if value < threshold:
        return "white"
    elif value < threshold:
        return "black"

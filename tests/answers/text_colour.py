#%% right: two returns
def text_colour(value, threshold=125):
    if value < threshold:
        return "white"
    return "black"


#%% right: one expression, asked from the other side
def text_colour(value, threshold=125):
    return "black" if value >= threshold else "white"


#%% right: the comparison is an index
def text_colour(value, threshold=125):
    return ("black", "white")[value < threshold]


#%% right: a dictionary
def text_colour(value, threshold=125):
    colours = {True: "white", False: "black"}
    return colours[threshold - value > 0]


#%% right: with a tensor
def text_colour(value, threshold=125):
    is_dark = torch.tensor(value).lt(threshold)
    colour = "black"
    if is_dark:
        colour = "white"
    return colour


#%% wrong: equal counts as below | equals the threshold is not below it
def text_colour(value, threshold=125):
    return "white" if value <= threshold else "black"


#%% wrong: white on bright pixels | The two colours are exchanged: dark pixels
def text_colour(value, threshold=125):
    return "black" if value < threshold else "white"


#%% wrong: white above the threshold | and the threshold itself counts as bright
def text_colour(value, threshold=125):
    if value > threshold:
        return "white"
    return "black"


#%% wrong: threshold is ignored | Use the argument threshold
def text_colour(value, threshold=125):
    return "white" if value < 125 else "black"


#%% wrong: half of 256 instead of the argument | Use the argument threshold
def text_colour(value, threshold=125):
    return "white" if value < 128 else "black"


#%% wrong: prints and returns nothing | returned None
def text_colour(value, threshold=125):
    print("white" if value < threshold else "black", end="")


#%% wrong: no return in the other branch | in every branch
def text_colour(value, threshold=125):
    if value < threshold:
        return "white"


#%% wrong: no colour in the other branch | Read the message
def text_colour(value, threshold=125):
    if value < threshold:
        colour = "white"
    return colour


#%% wrong: capital letters | in small letters
def text_colour(value, threshold=125):
    return "White" if value < threshold else "Black"


#%% wrong: returns the comparison | a string is wanted
def text_colour(value, threshold=125):
    return value < threshold


#%% wrong: grey values for colours | a string is wanted
def text_colour(value, threshold=125):
    return 255 if value < threshold else 0


#%% wrong: takes no threshold | Read the message
def text_colour(value):
    threshold = 125
    return "white" if value < threshold else "black"


#%% wrong: the name is used for a result | now stands for
def text_colour(value, threshold=125):
    return "white" if value < threshold else "black"


text_colour = text_colour(30)


#%% wrong: the threshold first | Read the message
def text_colour(threshold, value):
    return "white" if value < threshold else "black"


#%% wrong: the names exchanged | Read the message
def text_colour(threshold, value=125):
    return "white" if threshold < value else "black"

"""Teaches a small BERT to label words: README.md tells with which commands.

The data is what `train/attribution -dump` writes. The vectors of the word pieces stay as they are; all else learns, the layers
near the pieces more slowly. The loss is that of a linear chain over the labels of each paragraph.
"""
import argparse, functools, json, math, os, pickle, struct, time, unicodedata
import numpy as np, jax, jax.numpy as jnp

args = argparse.ArgumentParser()
args.add_argument('-data', required=True, help='the folder that train/attribution -dump wrote')
args.add_argument('-base', required=True, help='the folder of the base model: model.safetensors, vocab.txt')
args.add_argument('-out', required=True, help='the folder to write model.pkl to')
args.add_argument('-begin', help='a model.pkl to go on from, rather than the base model')
args.add_argument('-whole', action='store_true', help='learn from all articles, rather than leave out every third')
args.add_argument('-rounds', type=float, required=True)
args.add_argument('-rate', type=float, required=True)
args = args.parse_args()

jax.config.update('jax_default_prng_impl', 'unsafe_rbg')
LAYERS, WIDTH, HEADS, LABELS, BATCH = 6, 384, 12, 7, 4
CLASS = 64    # values of a class of steps
INPUTS = 64 + 2048 + 1024 + 128 + 16 + 8 + 64 + 1025 + 32  # label.InputRows
LENGTHS = [256, 384, 448, 512]
NEVER = -1e4

words = open(os.path.join(args.data, 'words.txt'), encoding='utf8').read().split('\n')[:-1]
N = len(words)
def read(name, kind):
    return np.fromfile(os.path.join(args.data, name + '.bin'), dtype=kind)
labels = read('labels', np.uint8).astype(np.int32)
arts, paras, stretch = read('arts', np.int32), read('paras', np.int32), read('stretch', np.int32)
chance = read('chance', np.float32).reshape(N, -1)
classes = read('classes', np.uint8).reshape(N, -1).astype(np.int32)
rows = read('rows', np.int32).reshape(N, -1)
CLASSES = classes.shape[1]

vocabulary = {w.rstrip('\n'): i for i, w in enumerate(open(os.path.join(args.base, 'vocab.txt'), encoding='utf8'))}
PLAINER = {'``': '"', "''": '"', '—': '-', '–': '-', '“': '"', '”': '"', '’': "'", '‘': "'"}
BEGIN, END, UNKNOWN = 101, 102, 100

@functools.cache
def pieces(word):
    """The pieces of a word, at most four: internal/label cuts it likewise."""
    s = unicodedata.normalize('NFD', PLAINER.get(word, word).lower())
    s = ''.join(c for c in s if unicodedata.category(c) != 'Mn')
    parts, now = [], ''
    for c in s:
        if c.isalnum():
            now += c
            continue
        if now: parts.append(now); now = ''
        if not c.isspace(): parts.append(PLAINER.get(c, c))
    if now: parts.append(now)
    out = []
    for p in parts:
        i, got = 0, []
        while i < len(p):
            j = len(p)
            while j > i and (p[i:j] if i == 0 else '##' + p[i:j]) not in vocabulary: j -= 1
            if j == i: got = [UNKNOWN]; break
            got.append(vocabulary[p[i:j] if i == 0 else '##' + p[i:j]]); i = j
        out += got
    return out[:4] or [UNKNOWN]

def lay(s, e, most):
    """Lays the pieces of words s to e side by side; says where each word begins."""
    ids, first = [BEGIN], []
    for i in range(s, e):
        if i > s and paras[i] != paras[i-1]: ids.append(END)
        first.append(len(ids)); ids += pieces(words[i])[:most]
    return ids + [END], first

starts = np.flatnonzero(np.r_[True, stretch[1:] != stretch[:-1]])
items = []
for s, e in zip(starts, np.r_[starts[1:], N]):
    ids, first = lay(s, e, 4)
    if len(ids) > 512:
        ids, first = lay(s, e, 1)
        ids, first = ids[:512], [min(x, 511) for x in first]
    items.append((s, e, ids, first))
learn = [x for x in items if args.whole or arts[x[0]] % 3 != 0]
print(N, 'words', len(items), 'stretches', len(learn), 'to learn from', flush=True)
random = np.random.default_rng(7)

def base():
    f = open(os.path.join(args.base, 'model.safetensors'), 'rb')
    head = json.loads(f.read(struct.unpack('<Q', f.read(8))[0])); data = f.read()
    T = {k: np.frombuffer(data[slice(*v['data_offsets'])], np.float32).reshape(v['shape'])
         for k, v in head.items() if k != '__metadata__' and v['dtype'] == 'F32'}
    P = {'emb': T['embeddings.word_embeddings.weight'], 'pos': T['embeddings.position_embeddings.weight'],
         'typ': T['embeddings.token_type_embeddings.weight'][0], 'eg': T['embeddings.LayerNorm.weight'], 'eb': T['embeddings.LayerNorm.bias'], 'L': []}
    for l in range(LAYERS):
        g = lambda n: T['encoder.layer.%d.%s' % (l, n)]
        three = ('query', 'key', 'value')
        P['L'].append(dict(
            qkv=np.concatenate([g('attention.self.%s.weight' % x).T for x in three], 1), qkvb=np.concatenate([g('attention.self.%s.bias' % x) for x in three]),
            o=g('attention.output.dense.weight').T, ob=g('attention.output.dense.bias'), g1=g('attention.output.LayerNorm.weight'), b1=g('attention.output.LayerNorm.bias'),
            f=g('intermediate.dense.weight').T, fb=g('intermediate.dense.bias'), h=g('output.dense.weight').T, hb=g('output.dense.bias'),
            g2=g('output.LayerNorm.weight'), b2=g('output.LayerNorm.bias')))
    E, H = 64, 192
    normal = lambda shape, size: (random.normal(size=shape) * size).astype(np.float32)
    P['head'] = dict(rows=normal((INPUTS, E), 0.1), w1=normal((WIDTH + E, H), 0.04), b1=np.zeros(H, np.float32), w2=normal((H, LABELS), 0.05),
        b2=np.zeros(LABELS, np.float32), skip=np.full(LABELS, 0.5, np.float32), step=np.zeros((CLASSES * CLASS, LABELS * LABELS), np.float32))
    return jax.tree.map(jnp.asarray, P)

def norm(x, g, b):
    m = x.mean(-1, keepdims=True); v = ((x - m) ** 2).mean(-1, keepdims=True)
    return (x - m) * jax.lax.rsqrt(v + 1e-12) * g + b

def drop(key, x, p):
    return jnp.where(jax.random.bernoulli(key, 1 - p, x.shape), x / (1 - p), 0.)

def inside(y):
    return y != 0 and y % 2 == 0

allowed = jnp.asarray([[NEVER if inside(y) and x not in (y - 1, y) else 0. for y in range(LABELS)] for x in range(LABELS)])
starting = jnp.asarray([NEVER if inside(y) else 0. for y in range(LABELS)])

def emit(P, ids, n, first, rows, chance, key):
    """Scores of the labels of each word."""
    B, S = ids.shape
    keys = iter(jax.random.split(key, 4 * LAYERS + 4))
    x = norm(P['emb'][ids] + P['pos'][:S] + P['typ'], P['eg'], P['eb'])
    x = drop(next(keys), x, .1)
    mask = jnp.where(jnp.arange(S)[None, :] < n[:, None], 0., NEVER)[:, None, None, :]
    for p in P['L']:
        q, k, v = [t.reshape(B, S, HEADS, WIDTH // HEADS).transpose(0, 2, 1, 3) for t in jnp.split(x @ p['qkv'] + p['qkvb'], 3, -1)]
        a = jax.nn.softmax(q @ k.transpose(0, 1, 3, 2) / math.sqrt(WIDTH // HEADS) + mask, -1)
        a = (a @ v).transpose(0, 2, 1, 3).reshape(B, S, WIDTH)
        x = norm(x + drop(next(keys), a @ p['o'] + p['ob'], .1), p['g1'], p['b1'])
        h = jax.nn.gelu(x @ p['f'] + p['fb'], approximate=True)
        x = norm(x + drop(next(keys), h @ p['h'] + p['hb'], .1), p['g2'], p['b2'])
    H = P['head']
    w = jnp.take_along_axis(x, first[:, :, None], 1)
    w = jnp.concatenate([drop(next(keys), w, .1), drop(next(keys), H['rows'][rows].sum(2), .2)], -1)
    z = jax.nn.gelu(w @ H['w1'] + H['b1'], approximate=True)
    return drop(next(keys), z, .2) @ H['w2'] + H['b2'] + H['skip'] * chance

def loss(P, b, key):
    ids, n, first, rows, chance, cls, lab, fresh, valid = b
    em = emit(P, ids, n, first, rows, chance, key)
    B = len(em)
    steps = P['head']['step'][cls + jnp.arange(CLASSES) * CLASS].sum(2).reshape(*em.shape[:2], LABELS, LABELS) + allowed
    def word(a, t):
        e, s, f, v = t
        on = jax.nn.logsumexp(a[:, :, None] + s, 1) + e
        anew = jax.nn.logsumexp(a, 1)[:, None] + starting + e
        return jnp.where(v[:, None], jnp.where(f[:, None], anew, on), a), None
    a = jnp.where(jnp.arange(LABELS) == 0, 0., NEVER) * jnp.ones((B, 1))
    a, _ = jax.lax.scan(word, a, tuple(x.swapaxes(0, 1) for x in (em, steps, fresh, valid)))
    before = jnp.concatenate([jnp.zeros_like(lab[:, :1]), lab[:, :-1]], 1)
    mine = jnp.take_along_axis(em, lab[:, :, None], 2)[:, :, 0]
    step = jnp.take_along_axis(steps.reshape(*lab.shape, -1), (before * LABELS + lab)[:, :, None], 2)[:, :, 0]
    return (jax.nn.logsumexp(a, 1) - ((mine + jnp.where(fresh, 0., step)) * valid).sum(1)).sum()

def batch(its):
    S = next(l for l in LENGTHS if l >= max(len(x[2]) for x in its))
    W = -(-max(len(x[3]) for x in its) // 128) * 128
    B = len(its)
    new = lambda *shape: np.zeros((B,) + shape, np.int32)
    ids, n, first, rw, cl, lab = new(S), new(), new(W), new(W, rows.shape[1]), new(W, CLASSES), new(W)
    ch, fresh, valid = np.zeros((B, W, LABELS), np.float32), np.zeros((B, W), bool), np.zeros((B, W), bool)
    for b, (s, e, i, f) in enumerate(its):
        k = e - s
        ids[b, :len(i)] = i; n[b] = len(i); first[b, :k] = f
        rw[b, :k] = rows[s:e]; ch[b, :k] = np.log(chance[s:e] + .005); cl[b, :k] = classes[s:e]
        lab[b, :k] = labels[s:e]; valid[b, :k] = True
        fresh[b, :k] = np.r_[True, paras[s+1:e] != paras[s:e-1]]
    return ids, n, first, rw, ch, cl, lab, fresh, valid

def plan(xs):
    """Batches of stretches of like length, in any order."""
    xs = [xs[i] for i in random.permutation(len(xs))]
    out = []
    for i in range(0, len(xs), BATCH * 32):
        c = sorted(xs[i:i+BATCH*32], key=lambda x: len(x[2]))
        bs = [c[j:j+BATCH] for j in range(0, len(c), BATCH)]
        out += [bs[j] for j in random.permutation(len(bs))]
    return out

def pace(path, _):
    at = jax.tree_util.keystr(path)
    if 'head' in at: return 10.
    return 0.9 ** (LAYERS - 1 - path[1].idx) if "'L'" in at else 0.5

P = base(); EMB = P.pop('emb')
if args.begin:
    P = jax.tree.map(jnp.asarray, pickle.load(open(args.begin, 'rb')))
PACE = jax.tree_util.tree_map_with_path(pace, P)

@jax.jit
def step(P, m, v, emb, b, key, t, rate):
    """Adam (Kingma, Ba, ICLR 2015), with weight decay."""
    l, g = jax.value_and_grad(lambda P: loss(dict(P, emb=emb), b, key))(P)
    g = jax.tree.map(lambda x: x / b[8].sum() * 50, g)
    c = jnp.minimum(1, 20. / jnp.sqrt(sum((x * x).sum() for x in jax.tree.leaves(g))))
    m = jax.tree.map(lambda a, x: .9 * a + .1 * c * x, m, g)
    v = jax.tree.map(lambda a, x: .99 * a + .01 * (c * x) ** 2, v, g)
    P = jax.tree.map(lambda p, a, q, s: p - rate * s * (a / (1 - .9 ** t) / (jnp.sqrt(q / (1 - .99 ** t)) + 1e-6) + (0.01 * p if p.ndim > 1 else 0)), P, m, v, PACE)
    return P, m, v, l

m = jax.tree.map(jnp.zeros_like, P); v = jax.tree.map(jnp.zeros_like, P)
total, t, began, key, lost, over = int(-(-len(learn) // BATCH) * args.rounds), 0, time.time(), jax.random.key(3), 0., 0
os.makedirs(args.out, exist_ok=True)
while t < total:
    for its in plan(learn):
        if t >= total: break
        its = its + its[:1] * (BATCH - len(its))
        b = batch(its); t += 1
        rate = args.rate * min(1, t / (0.08 * total)) * max(0.02, 1 - t / total)
        key, k = jax.random.split(key)
        P, m, v, l = step(P, m, v, EMB, b, k, t, rate)
        lost += float(l); over += b[8].sum()
        if t % 25 == 0:
            print('%d/%d %.0fs loss/word %.4f' % (t, total, time.time() - began, lost / over), flush=True); lost = over = 0
pickle.dump(jax.tree.map(np.asarray, P), open(os.path.join(args.out, 'model.pkl'), 'wb'))

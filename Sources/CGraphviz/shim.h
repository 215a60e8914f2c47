// The headers of Graphviz, and its accessor macros as functions (Swift does not see macros).
//
// Only types come from here: no library is linked. The Swift side opens the libraries when they
// are first needed, so nothing below may call into them.
#ifndef CGRAPHVIZ_SHIM_H
#define CGRAPHVIZ_SHIM_H

#include <graphviz/gvc.h>
#include <graphviz/cgraph.h>

static inline boxf cgraphviz_graph_box(Agraph_t *graph) { return GD_bb(graph); }
static inline layout_t *cgraphviz_graph_drawing(Agraph_t *graph) { return GD_drawing(graph); }
static inline boxf cgraphviz_record_box(void *record) { return ((Agraphinfo_t *)record)->bb; }

static inline pointf cgraphviz_node_center(Agnode_t *node) { return ND_coord(node); }
static inline double cgraphviz_node_width(Agnode_t *node) { return ND_width(node); }
static inline double cgraphviz_node_height(Agnode_t *node) { return ND_height(node); }
static inline int cgraphviz_node_rank(Agnode_t *node) { return ND_rank(node); }
static inline int cgraphviz_node_order(Agnode_t *node) { return ND_order(node); }

static inline unsigned cgraphviz_edge_sequence(Agedge_t *edge) { return AGSEQ(edge); }
static inline splines *cgraphviz_edge_splines(Agedge_t *edge) { return ED_spl(edge); }
static inline textlabel_t *cgraphviz_edge_label(Agedge_t *edge) { return ED_label(edge); }

// Where an address comes from: the Dl_info of dladdr, which headers keep for GNU sources.
typedef struct {
  const char *file;
  void *base;
  const char *symbol;
  void *address;
} cgraphviz_origin;

#endif
